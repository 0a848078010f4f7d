import Records

/// A mail that somebody saved, as far as an answer to an invitation needs it: who sent it, and the calendars in it.
///
/// Others' bytes: what nests too deep, has too many parts or too long a head is left out, and nothing of it is ever a path
/// or a command. Text in other character sets than UTF-8 stays as it is, since all that is looked at is ASCII.
package struct IncomingMail: Sendable {
  /// The one address of `From`, in lower case; `nil` where it names none, or several.
  package let sender: String?
  /// The bodies of its parts that are calendars, in their order, decoded.
  package let calendars: [[UInt8]]

  private static let deepest = 8
  private static let mostParts = 100
  private static let mostHeaderBytes = 256 << 10

  package init(_ bytes: [UInt8]) {
    let whole = Part(bytes[...])
    let senders = whole.all("from")
    sender = senders.count == 1 ? Self.address(in: senders[0]) : nil
    var calendars: [[UInt8]] = []
    var waiting: [(part: Part, depth: Int)] = [(whole, 0)]
    var count = 0
    while let (part, depth) = waiting.popLast(), count < Self.mostParts {
      count += 1
      let type = part.type
      if ["text/calendar", "application/ics"].contains(type.name) {
        calendars.append(part.decoded)
      } else if type.name.hasPrefix("multipart/"), let boundary = type.boundary, depth < Self.deepest {
        let parts = part.parts(between: boundary, atMost: Self.mostParts)
        waiting += parts.reversed().map { ($0, depth + 1) }
      }
    }
    self.calendars = calendars
  }

  /// Whether bytes are an iCalendar file, and no mail.
  package static func isCalendar(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let word = bytes[start...].drop { $0 <= 0x20 }.prefix(15).map { $0 & 0xDF }
    return word.elementsEqual("BEGIN:VCALENDAR".utf8.map { $0 & 0xDF })
  }

  /// The one address of a header, without its names, quotes and comments.
  static func address(in header: String) -> String? {
    var plain = ""
    var (depth, isQuoted, isEscaped) = (0, false, false)
    for character in header {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if isQuoted {
        isQuoted = character != "\""
      } else if character == "\"", depth == 0 {
        isQuoted = true
      } else if character == "(" {
        depth += 1
      } else if character == ")", depth > 0 {
        depth -= 1
      } else if depth == 0 {
        plain.append(character)
      }
    }
    let found = plain.split(separator: ",").filter { $0.contains("@") }
    guard found.count == 1, var address = found.first else { return nil }
    if let open = address.lastIndex(of: "<") {
      let rest = address[address.index(after: open)...]
      guard let close = rest.firstIndex(of: ">"), rest[close...].dropFirst().allSatisfy(\.isWhitespace) else {
        return nil
      }
      address = rest[..<close]
    }
    let mailbox = String(address).trimmed.lowercased()
    let isPlain = mailbox.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"<>:;".utf8.contains($0) }
    return isPlain && mailbox.split(separator: "@", omittingEmptySubsequences: false).count == 2
      ? mailbox : nil
  }

  /// A part of a mail, or the whole: its head and its body.
  struct Part {
    private let headers: [(name: String, value: String)]
    private let body: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
      var headers: [(name: String, value: String)] = []
      var rest = bytes
      while let line = Self.line(&rest) {
        if line.isEmpty { break }
        if bytes.startIndex + IncomingMail.mostHeaderBytes < rest.startIndex { break }
        let text = String(decoding: line, as: UTF8.self)
        if line.first == 0x20 || line.first == 0x09 {
          if !headers.isEmpty { headers[headers.count - 1].value += text }
        } else if let colon = text.firstIndex(of: ":") {
          headers.append((text[..<colon].trimmed.lowercased(), String(text[text.index(after: colon)...])))
        }
      }
      (self.headers, body) = (headers, rest)
    }

    func all(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }

    /// The media type, in lower case, and the line between the parts.
    var type: (name: String, boundary: String?) {
      let value = all("content-type").first ?? "text/plain"
      let name = value.prefix { $0 != ";" }.trimmed.lowercased()
      var rest = value.dropFirst(value.prefix { $0 != ";" }.count)
      while let semicolon = rest.firstIndex(of: ";") {
        rest = rest[rest.index(after: semicolon)...].drop(while: \.isWhitespace)
        let key = rest.prefix { $0 != "=" && $0 != ";" }
        rest = rest.dropFirst(key.count)
        guard rest.first == "=" else { continue }
        rest = rest.dropFirst().drop(while: \.isWhitespace)
        var text: Substring
        if rest.first == "\"" {
          text = rest.dropFirst().prefix { $0 != "\"" }
          rest = rest.dropFirst(text.count + 2)
        } else {
          text = rest.prefix { $0 != ";" && !$0.isWhitespace }
          rest = rest.dropFirst(text.count)
        }
        if key.trimmed.lowercased() == "boundary", !text.isEmpty, text.utf8.count <= 200 {
          return (name, String(text))
        }
      }
      return (name, nil)
    }

    /// The body without its transfer encoding.
    var decoded: [UInt8] {
      switch all("content-transfer-encoding").first?.trimmed.lowercased() {
      case "base64": IncomingMail.base64(body)
      case "quoted-printable": IncomingMail.quotedPrintable(body)
      default: Array(body)
      }
    }

    func parts(between boundary: String, atMost most: Int) -> [Part] {
      let mark = Array("--\(boundary)".utf8)
      var parts: [Part] = []
      var rest = body
      var start: Int?
      while parts.count < most {
        let here = rest.startIndex
        guard let line = Self.line(&rest) else { break }
        guard line.starts(with: mark) else { continue }
        let tail = line.dropFirst(mark.count)
        let isEnd = tail.starts(with: "--".utf8)
        guard isEnd || tail.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
        if let start { parts.append(Part(body[start..<here])) }
        start = isEnd ? nil : rest.startIndex
        if isEnd { return parts }
      }
      // A mail that was cut off has no last line.
      if let start, parts.count < most { parts.append(Part(body[start...])) }
      return parts
    }

    /// Takes the next line off, without its end; `nil` at the end of the bytes.
    private static func line(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
      guard !rest.isEmpty else { return nil }
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      var line = rest[..<end]
      rest = rest[(end == rest.endIndex ? end : end + 1)...]
      if line.last == 0x0D { line.removeLast() }
      return line
    }
  }

  private static func base64(_ body: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in body {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      case UInt8(ascii: "="): return decoded
      default: continue
      }
      bits = (bits << 6 | Int(value)) & 0xFFF
      count += 6
      if count >= 8 {
        count -= 8
        decoded.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return decoded
  }

  private static func quotedPrintable(_ body: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    var place = body.startIndex
    func digit(_ index: Int) -> UInt8? {
      index < body.endIndex ? Character(UnicodeScalar(body[index])).hexDigitValue.map(UInt8.init) : nil
    }
    while place < body.endIndex {
      guard body[place] == UInt8(ascii: "=") else {
        decoded.append(body[place])
        place += 1
        continue
      }
      if let high = digit(place + 1), let low = digit(place + 2) {
        decoded.append(high << 4 | low)
        place += 3
      } else {
        // A soft break: up to the end of the line, if nothing but spaces stands before it.
        let end = body[place...].dropFirst().firstIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
        guard let end, body[end] == 0x0A else {
          decoded.append(body[place])
          place += 1
          continue
        }
        place = end + 1
      }
    }
    return decoded
  }
}
