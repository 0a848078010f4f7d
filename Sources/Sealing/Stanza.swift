/// The part of a header for one recipient (age-encryption.org/v1, "Recipient stanza"): a type, arguments in visible
/// ASCII, and a body.
struct Stanza: Equatable, Sendable {
  var arguments: [String]
  var body: [UInt8]

  /// The length of a full line of the body; a shorter line ends it.
  private static let columns = 64

  /// The stanza as text, from `->` to the line feed of its last line.
  var text: [UInt8] {
    var text = Array("-> ".utf8) + Array(arguments.joined(separator: " ").utf8) + [Ascii.lineFeed]
    let letters = Base64.encoded(body)
    var rest = letters[...]
    while rest.count >= Self.columns {
      text += rest.prefix(Self.columns) + [Ascii.lineFeed]
      rest = rest.dropFirst(Self.columns)
    }
    return text + rest + [Ascii.lineFeed]
  }

  /// Reads the words of a first line; `nil` if it is none.
  static func arguments(_ line: [UInt8]) -> [String]? {
    guard line.starts(with: "-> ".utf8) else { return nil }
    let words = line.dropFirst(3).split(separator: Ascii.space, omittingEmptySubsequences: false)
    guard words.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Ascii.visible.contains) }) else { return nil }
    return words.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads a line of the body, and whether it is the last; `nil` if it is none.
  static func bodyLine(_ line: [UInt8]) -> (bytes: [UInt8], isLast: Bool)? {
    guard line.count <= columns, let bytes = Base64.decoded(line) else { return nil }
    return (bytes, line.count < columns)
  }
}
