import Records

/// The links of one block (CommonMark §6.3), with what is needed to say where they stand.
struct MarkdownInline {
  struct Link: Equatable {
    /// As plain text.
    var title: String
    var url: String
    /// Nothing but marks of emphasis stands before it.
    var isFirst: Bool
    /// Lines after the block's first.
    var lineOffset: Int
    fileprivate var bytes: Range<Int>
  }

  private(set) var links: [Link] = []
  /// Labels of `[text][label]` that are defined nowhere.
  private(set) var undefined: [String] = []
  private let bytes: [UInt8]
  private let definitions: [String: String]
  /// For each `[` that has one, its `]`; found in one pass, so that no input makes this quadratic.
  private var closing: [Int: Int] = [:]
  /// Code, which holds no links: where each span ends, by where it begins.
  private var codeEnd: [Int: Int] = [:]

  private static let addressLimit = 4096

  init(_ text: String, definitions: [String: String]) {
    bytes = Array(text.utf8)
    self.definitions = definitions
    findBrackets()
    findLinks()
  }

  /// Without marks of emphasis, code and links; their texts remain.
  var plainText: String {
    var plain = ""
    var place = 0
    for link in links {
      plain += markdownPlain(bytes[place..<link.bytes.lowerBound]) + link.title
      place = link.bytes.upperBound
    }
    return oneLine(plain + markdownPlain(bytes[place...]))
  }

  /// The block's other words, as Markdown: those after the link where it comes first, else all of them.
  func note(besides link: Link, isRow: Bool) -> String {
    guard link.isFirst else { return tidiedText(String(decoding: bytes, as: UTF8.self)) }
    let before = String(decoding: bytes[..<link.bytes.lowerBound], as: UTF8.self)
    var after = Substring(decoding: bytes[link.bytes.upperBound...], as: UTF8.self)
    // The closing half of `**[title](address)**`.
    for mark in before.reversed() where "*_~".contains(mark) && after.first == mark { after.removeFirst() }
    after = after.drop { $0.isWhitespace || "-–—:|•·,.".contains($0) }
    if isRow { while after.last == "|" || after.last == " " { after.removeLast() } }
    return tidiedText(after.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n"))
  }

  private mutating func findBrackets() {
    var open: [Int] = []
    var place = 0
    var code = CodeSpans(bytes, bytes.indices)
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "`"):
        let length = bytes[place...].prefix { $0 == UInt8(ascii: "`") }.count
        codeEnd[place] = code.end(from: place, length: length)
        place = (codeEnd[place] ?? place + length) - 1
      case UInt8(ascii: "["): open.append(place)
      case UInt8(ascii: "]"): if let start = open.popLast() { closing[start] = place }
      default: break
      }
      place += 1
    }
  }

  private mutating func findLinks() {
    var place = 0
    var line = 0
    var counted = 0
    while place < bytes.count {
      let start = place
      let byte = bytes[place]
      if byte == UInt8(ascii: "\\") {
        place += 2
      } else if let end = codeEnd[place] {
        place = end
      } else if byte == UInt8(ascii: "!"), let (_, end) = target(place + 1, namingUndefined: false) {
        place = end
      } else if byte == UInt8(ascii: "["), let close = closing[place], let (url, end) = target(place) {
        while counted < start {
          if bytes[counted] == UInt8(ascii: "\n") { line += 1 }
          counted += 1
        }
        let title = markdownPlain(bytes[(place + 1)..<close])
        links.append(
          Link(title: title, url: url, isFirst: isFirst(start), lineOffset: line, bytes: start..<end))
        place = end
      } else if let (url, end) = autolink(place) {
        links.append(
          Link(title: "", url: url, isFirst: isFirst(start), lineOffset: line, bytes: start..<end))
        place = end
      } else {
        place += 1
      }
    }
  }

  private func isFirst(_ start: Int) -> Bool {
    links.isEmpty && bytes[..<start].allSatisfy { isSpace($0) || "*_~|".utf8.contains($0) }
      || links.isEmpty && isTaskMark(start)
  }

  /// `[ ]` or `[x]` before the link.
  private func isTaskMark(_ start: Int) -> Bool {
    start == 4 && bytes[0] == UInt8(ascii: "[") && bytes[2] == UInt8(ascii: "]") && bytes[3] == 0x20
      && " xX".utf8.contains(bytes[1])
  }

  /// The address of the link or picture whose `[` is at `start`, and where it ends.
  private mutating func target(_ start: Int, namingUndefined: Bool = true) -> (String, Int)? {
    guard let close = closing[start], bytes[start] == UInt8(ascii: "[") else { return nil }
    let next = close + 1
    if next < bytes.count, bytes[next] == UInt8(ascii: "(") { return destination(next + 1) }
    // No label has more than 999 characters (CommonMark §4.7).
    if next < bytes.count, bytes[next] == UInt8(ascii: "["), let end = closing[next], end - next <= 1000 {
      let label = end == next + 1 ? bytes[(start + 1)..<close] : bytes[(next + 1)..<end]
      if let url = definitions[referenceLabel(Substring(decoding: label, as: UTF8.self))] {
        return (url, end + 1)
      }
      if namingUndefined { undefined.append(oneLine(String(decoding: label, as: UTF8.self))) }
      return nil
    }
    guard close - start <= 1000, close > start + 1,
      let url = definitions[referenceLabel(Substring(decoding: bytes[(start + 1)..<close], as: UTF8.self))]
    else { return nil }
    return (url, close + 1)
  }

  /// `address "title")`: parentheses in the address are taken when they are balanced.
  private func destination(_ start: Int) -> (String, Int)? {
    var place = start
    while place < bytes.count, isSpace(bytes[place]) { place += 1 }
    let limit = min(bytes.count, place + Self.addressLimit)
    var address: [UInt8] = []
    if place < limit, bytes[place] == UInt8(ascii: "<") {
      guard let end = bytes[(place + 1)..<limit].firstIndex(where: { "<>".utf8.contains($0) }),
        bytes[end] == UInt8(ascii: ">")
      else { return nil }
      address = Array(bytes[(place + 1)..<end])
      place = end + 1
    } else {
      var depth = 0
      while place < limit, !isSpace(bytes[place]) {
        let byte = bytes[place]
        if byte == UInt8(ascii: "(") {
          depth += 1
          // As CommonMark allows; it also ends at once what a thousand open links would each read to its end.
          if depth > 32 { return nil }
        }
        if byte == UInt8(ascii: ")") {
          if depth == 0 { break }
          depth -= 1
        }
        if byte == UInt8(ascii: "\\"), place + 1 < limit, isPunctuation(bytes[place + 1]) { place += 1 }
        address.append(bytes[place])
        place += 1
      }
    }
    while place < limit, isSpace(bytes[place]) { place += 1 }
    if place < limit, bytes[place] != UInt8(ascii: ")") {
      // The title, which nobody reads here.
      let quote = bytes[place] == UInt8(ascii: "(") ? UInt8(ascii: ")") : bytes[place]
      // Within parentheses another one may not open.
      let opening = quote == UInt8(ascii: ")") ? UInt8(ascii: "(") : quote
      guard "\"'(".utf8.contains(bytes[place]),
        let end = bytes[(place + 1)..<limit].firstIndex(where: { $0 == quote || $0 == opening }),
        bytes[end] == quote
      else { return nil }
      place = end + 1
      while place < limit, isSpace(bytes[place]) { place += 1 }
    }
    guard place < limit, bytes[place] == UInt8(ascii: ")") else { return nil }
    return (decodingEntities(address), place + 1)
  }

  /// `<https://…>`, or a bare address, which ends before punctuation that closes a sentence (GFM §6.9).
  private func autolink(_ start: Int) -> (String, Int)? {
    let isAngled = bytes[start] == UInt8(ascii: "<")
    let first = isAngled ? start + 1 : start
    guard first < bytes.count, asciiLowercased(bytes[first]) == UInt8(ascii: "h"),
      isAngled || start == 0 || !isASCIILetterOrDigit(bytes[start - 1])
    else { return nil }
    let head = bytes[first...].prefix(8).map(asciiLowercased)
    guard head.starts(with: "http://".utf8) || head.starts(with: "https://".utf8) else { return nil }
    var end = first
    while end < bytes.count, !isSpace(bytes[end]), !"<>".utf8.contains(bytes[end]) { end += 1 }
    if isAngled {
      guard end < bytes.count, bytes[end] == UInt8(ascii: ">") else { return nil }
      return (String(decoding: bytes[first..<end], as: UTF8.self), end + 1)
    }
    var depth = bytes[first..<end].reduce(0) { $0 + ($1 == 0x28 ? 1 : $1 == 0x29 ? -1 : 0) }
    while end > first, "?!.,:;*_~'\"|])".utf8.contains(bytes[end - 1]) {
      if bytes[end - 1] == UInt8(ascii: ")") {
        if depth >= 0 { break }
        depth += 1
      }
      end -= 1
    }
    return (String(decoding: bytes[first..<end], as: UTF8.self), end)
  }
}

/// The text of Markdown without its marks: emphasis, code, backslashes; a picture gives its description.
func markdownPlain(_ bytes: ArraySlice<UInt8>) -> String {
  var plain: [UInt8] = []
  var place = bytes.startIndex
  while place < bytes.endIndex {
    let byte = bytes[place]
    if byte == UInt8(ascii: "\\"), place + 1 < bytes.endIndex, isPunctuation(bytes[place + 1]) {
      plain.append(bytes[place + 1])
      place += 2
      continue
    }
    let next = place + 1 < bytes.endIndex ? bytes[place + 1] : 0x20
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "`"): break
    case UInt8(ascii: "_"):
      // `snake_case` keeps its line, `_emphasis_` does not.
      let previous = place > bytes.startIndex ? bytes[place - 1] : 0x20
      if isWordByte(previous) && isWordByte(next) { plain.append(byte) }
    case UInt8(ascii: "!") where next == UInt8(ascii: "["):
      if let end = pictureEnd(bytes, place + 1) {
        plain.append(contentsOf: bytes[(place + 2)..<end.text])
        place = end.all
        continue
      }
      plain.append(byte)
    default: plain.append(byte)
    }
    place += 1
  }
  return oneLine(decodingEntities(plain))
}

/// `[text](address)` of a picture whose text holds no bracket.
private func pictureEnd(_ bytes: ArraySlice<UInt8>, _ start: Int) -> (text: Int, all: Int)? {
  let near = bytes[start...].prefix(2048)
  guard let close = near.dropFirst().firstIndex(where: { "[]".utf8.contains($0) }), close + 1 < near.endIndex,
    near[close] == UInt8(ascii: "]"), near[close + 1] == UInt8(ascii: "("),
    let end = near[close...].firstIndex(of: UInt8(ascii: ")"))
  else { return nil }
  return (close, end + 1)
}

private func isWordByte(_ byte: UInt8) -> Bool { isASCIILetterOrDigit(byte) || byte >= 0x80 }

private func isPunctuation(_ byte: UInt8) -> Bool {
  (0x21...0x7e).contains(byte) && !isASCIILetterOrDigit(byte)
}

/// How labels are compared: case folded, white space as one space (CommonMark §4.7).
func referenceLabel(_ label: Substring) -> String { oneLine(String(label)).lowercased() }
