/// A length of time in whole days, as `3d` or `2w`.
package struct DayCount: Hashable, Sendable, CustomStringConvertible {
  package let days: Int

  /// Reads digits and one of `d`, `w`.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let unit = bytes.last, let count = decimal(bytes.dropLast()), count < 100_000 else { return nil }
    switch unit {
    case UInt8(ascii: "d"): days = count
    case UInt8(ascii: "w"): days = count * 7
    default: return nil
    }
  }

  package var description: String { days > 0 && days.isMultiple(of: 7) ? "\(days / 7)w" : "\(days)d" }
}
