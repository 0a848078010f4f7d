import Mustache

/// Text with Mustache's variables, sections, inverted sections and comments, and nothing else of Mustache: no
/// partials, no lambdas, no inheritance, no other delimiters, so that nothing in a template can run or call anything.
///
/// swift-mustache fills it in; what is here only checks the tags, and says where one is wrong.
package struct TaggedText: Sendable {
  /// The limit of nested sections.
  static let depthLimit = 16
  static let tagLimit = 10_000

  struct Tag: Sendable {
    let name: String
    /// The byte of the text at which the tag's braces begin.
    let offset: Int
    let isSection: Bool
    let isInsideRows: Bool
  }

  /// The variables, and the tags that open a section, in the order of the text.
  let tags: [Tag]
  let template: MustacheTemplate

  /// - Throws: ``TagError``.
  init(_ text: String) throws(TagError) {
    tags = try Self.checked(text)
    // A tag that stands alone on the first or the last line takes that line with it only between line ends.
    do { template = try MustacheTemplate(string: "{{% CONTENT_TYPE: TEXT}}\n\(text)\n") } catch {
      throw TagError(fault: .unfinished, offset: 0)
    }
  }

  private static func checked(_ text: String) throws(TagError) -> [Tag] {
    var tags: [Tag] = []
    var open: [Tag] = []
    var count = 0
    var place = text.startIndex
    while let braces = text[place...].firstRange(of: "{{") {
      let offset = text.utf8.distance(from: text.startIndex, to: braces.lowerBound)
      var close = braces.upperBound
      while close < text.endIndex, !text[close].isNewline, !text[close...].hasPrefix("}}") {
        close = text.index(after: close)
      }
      guard close < text.endIndex, !text[close].isNewline else {
        throw TagError(fault: .unfinished, offset: offset)
      }
      let (sign, name) = try signAndName(text[braces.upperBound..<close], offset)
      place = text.index(close, offsetBy: 2)
      count += 1
      if count > tagLimit { throw TagError(fault: .tooMany, offset: offset) }
      let tag = Tag(
        name: name, offset: offset, isSection: sign != nil, isInsideRows: open.contains { $0.name == "rows" })
      switch sign {
      case nil: tags.append(tag)
      case "!": break
      case "/":
        guard let section = open.popLast()?.name else {
          throw TagError(fault: .notOpen(name), offset: offset)
        }
        guard section == name else {
          throw TagError(fault: .crossed(open: section, closed: name), offset: offset)
        }
      default:
        if open.count >= depthLimit { throw TagError(fault: .tooDeep, offset: offset) }
        open.append(tag)
        tags.append(tag)
      }
    }
    if let section = open.last { throw TagError(fault: .neverClosed(section.name), offset: section.offset) }
    return tags
  }

  private static func signAndName(_ inner: Substring, _ offset: Int) throws(TagError) -> (Character?, String)
  {
    let isOfName = { (sign: Character) in sign == "_" || sign.isASCII && (sign.isLetter || sign.isNumber) }
    let isBlank = { (sign: Character) in sign == " " || sign == "\t" }
    var sign: Character?
    if let first = inner.first, first.isASCII, !isOfName(first), !isBlank(first) {
      if first == "!" { return (first, "") }
      guard "#^/".contains(first) else { throw TagError(fault: .unsupported(String(first)), offset: offset) }
      sign = first
    }
    var name = inner.dropFirst(sign == nil ? 0 : 1).drop(while: isBlank)
    while let last = name.last, isBlank(last) { name.removeLast() }
    guard !name.isEmpty, name.count <= 64, name.allSatisfy(isOfName) else {
      throw TagError(fault: .badName(String(name.prefix(64))), offset: offset)
    }
    return (sign, String(name))
  }
}

/// An error in a tag, and its place in the text.
package struct TagError: Error, Hashable, Sendable {
  package enum Fault: Hashable, Sendable {
    /// `{{` without `}}` on the same line.
    case unfinished
    /// `{{}}`, or a name with other characters than letters, digits and `_`.
    case badName(String)
    /// A sign of Mustache that templates do not have, such as `>` for a partial.
    case unsupported(String)
    /// `{{/name}}` where no section is open.
    case notOpen(String)
    /// `{{/name}}` while another section is open.
    case crossed(open: String, closed: String)
    case neverClosed(String)
    case tooDeep
    case tooMany
  }

  let fault: Fault
  /// The place in the text, in bytes.
  let offset: Int
}
