import Records

/// Reads a file of bookmarks in Netscape's format, as browsers and bookmark services write it.
///
/// There is no specification beyond learn.microsoft.com's "Netscape Bookmark File Format" and what programs do:
/// descriptions of many lines (`DD`, or Scuttle's `description`), tags separated by commas or spaces. Never fails: a file
/// that holds no bookmark gives none, and one whose elements nest too deep is left out as a whole.
package func bookmarks(_ bytes: [UInt8]) -> ImportedLinks {
  guard let html = HTML(decodedText(bytes)) else {
    return ImportedLinks(leftOut: [LeftOut(line: 1, what: "HTML", why: .nestsTooDeep)])
  }
  var reader = BookmarkReader()
  for event in html.events { reader.read(event) }
  return reader.finished()
}

private struct BookmarkReader {
  /// The element to which the current text belongs.
  private enum Place: Equatable {
    /// Between two entries.
    case outside
    /// Ignored, as in `TITLE`, `H1`, `SCRIPT`; with the tag that ends it.
    case ignored(String)
    case folderName
    case linkTitle
    case description
  }

  private static let depthLimit = 32

  private var result = ImportedLinks()
  private var place = Place.outside
  private var text = ""
  /// The folder of each open `DL`; `nil` for one without a name.
  private var folders: [String?] = []
  private var folderCount = 0
  /// The folder that was named last, until its `DL` comes.
  private var named: String?
  private var attributes: [String: String] = [:]
  private var link: ImportedLink?
  /// Where the text began.
  private var textLine = 1
  private var namedTooDeep = false

  mutating func read(_ event: HTML.Event) {
    switch event {
    case .text(let text, let line): readText(text, line)
    case .begin(let name, let attributes, let line): open(name, attributes, line)
    case .end(let name): close(name)
    }
  }

  mutating func finished() -> ImportedLinks {
    endText()
    endLink()
    return result
  }

  private mutating func readText(_ more: String, _ line: Int) {
    if case .ignored = place { return }
    if text.isEmpty {
      let spaces = more.unicodeScalars.prefix(while: \.properties.isWhitespace)
      if spaces.count == more.unicodeScalars.count { return }
      textLine = line + spaces.count { $0 == "\n" }
      text = String(more.unicodeScalars.dropFirst(spaces.count))
    } else {
      text += more
    }
  }

  private mutating func open(_ name: String, _ attributes: [String: String], _ line: Int) {
    switch name {
    case "dt":
      endText()
      endLink()
      named = nil
    case "dl":
      endText()
      endLink()
      enterFolder(line)
    case "dd":
      endText()
      place = .description
      textLine = line
    case "h3" where place != .description || attributes["add_date"] != nil:
      endText()
      endLink()
      place = .folderName
    case "a" where place == .description && attributes["add_date"] == nil:
      if let address = attributes["href"] {
        result.lost.append(LeftOut(line: line, what: address, why: .linkInDescription))
      }
    case "a":
      endText()
      endLink()
      begin(attributes, line)
    case "hr" where place != .description: endText()
    case "h1", "title", "script", "style":
      if place != .description { endText() }
      place = .ignored(name)
    case "br", "p", "li", "div": if place == .description, !text.isEmpty { text += "\n" }
    default: break
    }
  }

  private mutating func close(_ name: String) {
    switch name {
    case "dl":
      endText()
      endLink()
      leaveFolder()
    case "a" where place == .linkTitle, "h3" where place == .folderName: endText()
    case "dd" where place == .description: endText()
    default:
      if place == .ignored(name) { place = .outside }
    }
  }

  private mutating func enterFolder(_ line: Int) {
    folderCount += 1
    guard folderCount <= Self.depthLimit else {
      if let named, !namedTooDeep {
        result.lost.append(LeftOut(line: line, what: named, why: .tooDeep))
        namedTooDeep = true
      }
      named = nil
      return
    }
    folders.append(named)
    named = nil
  }

  private mutating func leaveFolder() {
    named = nil
    guard folderCount > 0 else { return }
    folderCount -= 1
    if folderCount < folders.count { folders.removeLast() }
  }

  private mutating func begin(_ attributes: [String: String], _ line: Int) {
    place = .linkTitle
    self.attributes = attributes
    if !(attributes["icon"] ?? "").isEmpty { result.icons += 1 }
    let address = String((attributes["href"] ?? "").unicodeScalars.drop { $0.properties.isWhitespace })
    link = ImportedLink(
      line: line, title: "", url: oneLine(address).isEmpty ? "" : trimmedEnd(address),
      tags: bookmarkTags(attributes["tags"] ?? ""), category: folders.compactMap { $0 },
      note: tidiedText(attributes["description"] ?? ""),
      isPrivate: attributes["private"] == "1" || attributes["private"]?.lowercased() == "true")
  }

  /// Ends the element of the current text.
  private mutating func endText() {
    defer {
      text = ""
      place = .outside
    }
    switch place {
    case .ignored: return
    case .folderName:
      named = oneLine(text)
      if named?.isEmpty == true { named = nil }
    case .linkTitle: link?.title = oneLine(text)
    case .description:
      let words = tidiedText(text)
      guard !words.isEmpty else { return }
      if link != nil {
        link?.note = words
      } else {
        result.lost.append(
          LeftOut(line: textLine, what: oneLine(words), why: named == nil ? .strayText : .folderDescription))
      }
    case .outside:
      let words = oneLine(text)
      if !words.isEmpty { result.lost.append(LeftOut(line: textLine, what: words, why: .strayText)) }
    }
  }

  private mutating func endLink() {
    guard var link else { return }
    self.link = nil
    if let reason = reasonToLeaveOut(link.url) {
      let what = link.title.isEmpty ? link.url : link.title
      result.leftOut.append(LeftOut(line: link.line, what: what, why: reason))
      return
    }
    if let date = attributes["add_date"], !date.isEmpty, date != "0" {
      link.created = bookmarkDate(oneLine(date))
      if link.created == nil {
        result.lost.append(LeftOut(line: link.line, what: date, why: .unreadableDate))
      }
    }
    if link.title.isEmpty { link.title = link.url }
    result.links.append(link)
  }
}

/// Splits tags at commas; without any, at spaces, as Delicious did.
func bookmarkTags(_ text: String) -> [String] {
  let parts =
    text.contains(",")
    ? text.split(separator: ",").map { oneLine(String($0)) }
    : text.split(whereSeparator: \.isWhitespace).map { oneLine(String($0)) }
  var seen: Set<String> = []
  return parts.filter { !$0.isEmpty && seen.insert($0).inserted }
}

private func trimmedEnd(_ text: String) -> String {
  var scalars = String.UnicodeScalarView(text.unicodeScalars)
  while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
  return String(scalars)
}
