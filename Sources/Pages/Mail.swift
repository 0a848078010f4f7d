import FoundationEssentials
import Records

/// A mail of one text in several forms (RFC 5322, RFC 2046 §5.1.4), the plainest first.
package struct Mail {
  /// In this order; a value that is not ASCII, or does not fit, is encoded (RFC 2047) and folded.
  private let headers: [(name: String, value: HeaderValue)]
  /// Each with its media type.
  private let parts: [(type: String, body: String)]
  /// Files that come with it.
  package var attachments: [Attachment] = []

  package struct Attachment {
    let name: String
    let type: String
    let bytes: [UInt8]

    /// - Parameter name: the name of a file, in ASCII.
    package init(name: String, type: String, bytes: [UInt8]) {
      (self.name, self.type, self.bytes) = (name, type, bytes)
    }
  }

  package init(headers: [(name: String, value: HeaderValue)], parts: [(type: String, body: String)]) {
    (self.headers, self.parts) = (headers, parts)
  }

  package init(headers: [(name: String, value: HeaderValue)], text: String, html: String) {
    self.init(headers: headers, parts: [("text/plain", text), ("text/html", html)])
  }

  package enum HeaderValue {
    /// Words of people: encoded where they are not ASCII.
    case words(String)
    /// A name, if there is one, and an address.
    case mailbox(name: String, address: String)
    /// Already as it must be.
    case plain(String)
  }

  /// The bytes, with CR LF at the end of each line.
  package var bytes: [UInt8] { Array(lines.map { $0 + "\r\n" }.joined().utf8) }

  var lines: [String] {
    headers.flatMap { Self.folded($0.name, $0.value) } + ["MIME-Version: 1.0"]
      + (attachments.isEmpty ? alternatives : withAttachments)
  }

  private var alternatives: [String] {
    let boundary = "=_mgrnet_alternative"
    var lines = ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
    for (type, body) in parts {
      lines += [
        "--\(boundary)", "Content-Type: \(type); charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable", "",
      ]
      lines += Self.quotedPrintable(body)
    }
    return lines + ["--\(boundary)--"]
  }

  private var withAttachments: [String] {
    let boundary = "=_mgrnet_mixed"
    var lines = ["Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--\(boundary)"]
    lines += alternatives
    for attachment in attachments {
      lines += [
        "--\(boundary)", "Content-Type: \(attachment.type)",
        "Content-Disposition: attachment; filename=\"\(attachment.name)\"",
        "Content-Transfer-Encoding: base64", "",
      ]
      let text = Data(attachment.bytes).base64EncodedString(options: [
        .lineLength76Characters, .endLineWithLineFeed,
      ])
      lines += text.split(separator: "\n").map(String.init)
    }
    return lines + ["--\(boundary)--"]
  }

  // MARK: Headers

  private static let longest = 76

  private static func folded(_ name: String, _ value: HeaderValue) -> [String] {
    let words: [String] =
      switch value {
      case .plain(let text): text.split(separator: " ").map(String.init)
      case .words(let text): encoded(text)
      case .mailbox(let name, let address):
        (isPlain(name) && !name.isEmpty ? ["\"\(name)\""] : encoded(name)) + ["<\(address)>"]
      }
    var lines = [name + ":"]
    for word in words {
      if lines[lines.count - 1].utf8.count + 1 + word.utf8.count > longest,
        lines[lines.count - 1] != name + ":"
      {
        lines.append("")
      }
      lines[lines.count - 1] += " " + word
    }
    return lines
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      (0x20..<0x7f).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
      && !text.contains("=?")
  }

  /// Words as they are, or as encoded words of at most 75 bytes, each of whole characters.
  private static func encoded(_ text: String) -> [String] {
    if isPlain(text) { return text.split(separator: " ").map(String.init) }
    var words: [String] = []
    var word = ""
    for character in text {
      let piece = character.utf8.map { byte in
        let isLetter =
          (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        return byte == 0x20 ? "_" : isLetter ? String(UnicodeScalar(byte)) : "=" + hex(byte)
      }.joined()
      if word.utf8.count + piece.utf8.count > 60 {
        words.append(word)
        word = ""
      }
      word += piece
    }
    return (words + [word]).filter { !$0.isEmpty }.map { "=?utf-8?Q?\($0)?=" }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }

  // MARK: Bodies

  /// RFC 2045 §6.7; lines of at most 76 characters. A line that an mbox could take for the beginning of a mail, or for one that
  /// another program had quoted, begins with an encoded character, so that nobody has to quote it.
  private static func quotedPrintable(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      let bytes = Array(line.utf8)
      var lines = [""]
      let isFrom = line.drop { $0 == ">" }.hasPrefix("From ")
      for (place, byte) in bytes.enumerated() {
        let isLast = place == bytes.count - 1
        let isPlain =
          (0x21..<0x7f).contains(byte) && byte != UInt8(ascii: "=") && !(isFrom && place == 0)
          || byte == 0x20 && !isLast
        let piece = isPlain ? String(UnicodeScalar(byte)) : "=" + hex(byte)
        if lines[lines.count - 1].utf8.count + piece.utf8.count > longest - 1 {
          lines[lines.count - 1] += "="
          lines.append("")
        }
        lines[lines.count - 1] += piece
      }
      return lines
    }
  }
}

extension Timestamp {
  /// As mail has it: `Mon, 30 Nov 2026 09:00:00 +0100`.
  package var mailDate: String {
    let text = description
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    // 1970-01-01 was a Thursday.
    let weekday = days[((day.daysSince1970 + 3) % 7 + 7) % 7]
    let clock = text.dropFirst(11).prefix(8)
    let zone = text.suffix(6).filter { $0 != ":" }
    return "\(weekday), \(day.day) \(months[day.month - 1]) \(day.year) \(clock) \(zone)"
  }
}
