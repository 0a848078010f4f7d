extension Array where Element == String {
  /// As the standard library's `joined(separator:)`, for what runs at each listing: that one has the runtime look for
  /// what it asks of `String` among all that the program declares, a tenth of a millisecond at its first use.
  package func joined(by separator: String) -> String {
    var text = ""
    for (place, part) in enumerated() {
      if place > 0 { text += separator }
      text += part
    }
    return text
  }
}
