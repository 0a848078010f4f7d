import Attention
import Markdown
import Pages
import Records
import SearchIndex

/// A digest in words: headings, lines and what to type, before it becomes text, Markdown, HTML or mail.
struct DigestPage {
  struct Line {
    let title: String
    /// Who wrote, what is new, how it went.
    let about: String
    /// A sentence of the text.
    let quote: String?
    let minutes: String
    /// What to type, with `mgrnet`.
    let command: String
  }

  let heading: String
  private(set) var sections: [(title: String, lines: [Line])] = []
  /// The titles of what did not fit, each with what to type.
  private(set) var left: [Line] = []
  /// Further lines at the end.
  private(set) var notes: [String] = []
  let leftHeading: String
  let language: Language

  private static let longestQuote = 140

  /// - Parameters:
  ///   - name: returns how people call somebody.
  ///   - privateItems: how many new texts the reader's private communities have.
  init(
    _ digest: Digest, from material: DigestMaterial, network: String, in language: Language,
    privateItems: Int = 0,
    hasMore: Bool = true, name: (String?) throws -> Phrase
  ) throws {
    self.language = language
    let days = min(material.start.day, material.moment.day)...material.moment.day
    heading = Words.digestHeading(network, days, minutes: digest.minutes, of: digest.reader.minutes)[language]
    leftHeading = Words.digestLeft(digest.left.count)[language]
    for entry in digest.entries {
      let title = Words.digestSection(entry.section)[language]
      let line = try Self.line(entry, material, digest.reader.handle, language, name)
      if sections.last?.title == title {
        sections[sections.count - 1].lines.append(line)
      } else {
        sections.append((title, [line]))
      }
    }
    left = try digest.left.map { try Self.line($0, material, digest.reader.handle, language, name) }
    if !left.isEmpty, hasMore { notes.append(Words.digestMore[language]) }
    if privateItems > 0 { notes.append(Words.digestPrivate(privateItems)[language]) }
  }

  private static func line(
    _ entry: Digest.Entry, _ material: DigestMaterial, _ reader: String, _ language: Language,
    _ name: (String?) throws -> Phrase
  ) throws -> Line {
    var about: [Phrase] = []
    var quoted: Item?
    func names(_ items: [Item]) throws -> Phrase {
      var met: Set<String> = []
      return Words.all(
        of: try items.filter { met.insert($0.author ?? "").inserted }.map { try name($0.author) })
    }
    switch entry.section {
    case .forYou:
      quoted = entry.arrivals.last?.item
      if let last = quoted, last.id != entry.post.id {
        about.append(
          entry.post.author == reader
            ? Words.whyReplied(try names(entry.replies)) : Words.wroteToYou(try names(entry.replies)))
      } else if let post = quoted {
        about.append(Words.whyMentioned(try name(post.author)))
      }
    case .worked: about.append(try name(entry.post.author))
    case .new:
      if entry.isNew {
        about.append(try name(entry.post.author))
        if !entry.replies.isEmpty { about.append(Words.repliesCounted(entry.replies.count)) }
      } else {
        about.append(Words.newReplies(entry.replies.count, by: try names(entry.replies)))
      }
    case .open:
      let days = entry.post.created.map { material.moment.day.daysSince1970 - $0.day.daysSince1970 } ?? 0
      about.append(Words.openFor(days: days))
      if entry.isAsked { about.append(Words.youMayKnow) }
    }
    if !entry.tries.isEmpty {
      var outcomes: [String] = []
      for one in entry.tries where !outcomes.contains(one.outcome) { outcomes.append(one.outcome) }
      about.append(
        Words.triedBy(
          Words.all(of: try entry.tries.map { try name($0.author) }),
          outcomes.map(Words.outcome).joined(separator: Words.comma)))
    }
    let story = entry.tries.map(\.story).first { !$0.isEmpty }
    let prose = quoted.flatMap { material.texts[$0.path]?.prose } ?? story
    let isQuestion = entry.section == .open
    let id = entry.section == .worked || entry.arrivals.isEmpty ? entry.post.id : (quoted ?? entry.post).id
    let title = entry.post.title.isEmpty ? Words.withdrawnTitle[language] : entry.post.title
    return Line(
      title: title
        + (isQuestion || entry.section == .worked ? entry.post.community.map { " (\($0))" } ?? "" : ""),
      about: about.joined(separator: Phrase(verbatim: " · "))[language], quote: prose.flatMap { quote($0) },
      minutes: Words.minutes(entry.minutes)[language].replacing(" ", with: "\u{A0}"),
      command: isQuestion
        ? (entry.isAsked ? "mgrnet promise \(id)" : "mgrnet reply \(id)") : "mgrnet show \(id)")
  }

  /// The beginning of a text on one line.
  private static func quote(_ prose: String) -> String? {
    let words = Markdown.ReadableText(of: prose).prose.split(whereSeparator: \.isWhitespace)
    var line = ""
    for word in words {
      if line.count + word.count > longestQuote { return line + "…" }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? nil : line
  }

  var isEmpty: Bool { sections.isEmpty && left.isEmpty }

  // MARK: As a text

  func text(width: Int) -> String {
    // A mail keeps it on one line.
    var text = (width < 72 ? wrapped(heading, to: width) : heading) + "\n"
    for section in sections {
      text += "\n" + wrapped(section.title, to: width) + "\n"
      for line in section.lines {
        text += wrapped(harmless(line.title), to: width - 2, indent: "  ") + "\n"
        let about = [harmless(line.about), line.minutes].filter { !$0.isEmpty }.joined(separator: " · ")
        text += wrapped(about, to: width - 4, indent: "    ") + "\n"
        if let quote = line.quote {
          text +=
            wrapped(
              language == .french ? "« \(harmless(quote)) »" : "“\(harmless(quote))”", to: width - 4,
              indent: "    ") + "\n"
        }
        text += "    \(line.command)\n"
      }
    }
    if !left.isEmpty {
      text += "\n" + wrapped(leftHeading, to: width) + "\n"
      for line in left {
        text += wrapped(harmless(line.title) + " · " + line.minutes, to: width - 2, indent: "  ") + "\n"
        text += "    \(line.command)\n"
      }
    }
    if !notes.isEmpty { text += "\n" + notes.map { wrapped($0, to: width) + "\n" }.joined() }
    return text
  }

  // MARK: As Markdown

  var markdown: String {
    var text = "# \(Self.escapedMarkdown(heading))\n"
    for section in sections {
      text += "\n## \(Self.escapedMarkdown(section.title))\n\n"
      for line in section.lines {
        let about = [line.about, line.minutes].filter { !$0.isEmpty }.joined(separator: " · ")
        text +=
          "- **\(Self.escapedMarkdown(line.title))**  \n  \(Self.escapedMarkdown(about)) · `\(line.command)`\n"
        if let quote = line.quote { text += "  > \(Self.escapedMarkdown(quote))\n" }
      }
    }
    if !left.isEmpty {
      text += "\n## \(Self.escapedMarkdown(leftHeading))\n\n"
      for line in left {
        text += "- \(Self.escapedMarkdown(line.title)) · \(line.minutes) · `\(line.command)`\n"
      }
    }
    for note in notes { text += "\n\(note)\n" }
    return text
  }

  private static func escapedMarkdown(_ text: String) -> String {
    harmless(text).reduce(into: "") { escaped, character in
      let isMark = "\\`*_[]<>|~&".contains(character) || escaped.isEmpty && "#+-=".contains(character)
      escaped += isMark ? "\\\(character)" : "\(character)"
    }
  }

  // MARK: As HTML

  /// A whole page without scripts, pictures or addresses: nothing in it is fetched.
  var html: String {
    var text = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(escapedMarkup(heading))</title></head>
      <body style="max-width:40em;margin:auto;padding:1em;font-family:system-ui,sans-serif;line-height:1.5">
      <h1 style="font-size:1.2em">\(escapedMarkup(heading))</h1>

      """
    for section in sections {
      text += "<h2 style=\"font-size:1em\">\(escapedMarkup(section.title))</h2>\n<ul>\n"
      for line in section.lines {
        let about = [line.about, line.minutes].filter { !$0.isEmpty }.joined(separator: " · ")
        text += "<li><strong>\(escapedMarkup(line.title))</strong><br>\(escapedMarkup(about))<br>\n"
        if let quote = line.quote { text += "<q>\(escapedMarkup(quote))</q><br>\n" }
        text += "<code>\(escapedMarkup(line.command))</code></li>\n"
      }
      text += "</ul>\n"
    }
    if !left.isEmpty {
      text += "<h2 style=\"font-size:1em\">\(escapedMarkup(leftHeading))</h2>\n<ul>\n"
      for line in left {
        text +=
          "<li>\(escapedMarkup(line.title)) · \(line.minutes) <code>\(escapedMarkup(line.command))</code></li>\n"
      }
      text += "</ul>\n"
    }
    for note in notes { text += "<p>\(escapedMarkup(note))</p>\n" }
    return text + "</body></html>\n"
  }
}
