import Records

/// A text for people, in English and French; neither can be left out.
///
/// Values that are inserted may come from other people. They are made harmless for a terminal as they are inserted, in
/// all of ``English``, ``French`` and ``Verbatim``.
struct Phrase: Hashable, Sendable {
  let english: String
  let french: String

  init(en english: English, fr french: French) { self.init(english: english.text, french: french.text) }

  /// The same in both languages: names, numbers, commands.
  init(verbatim text: Verbatim) { self.init(english: text.english, french: text.french) }

  fileprivate init(english: String, french: String) {
    self.english = english
    self.french = french
  }

  subscript(language: Language) -> String { language == .french ? french : english }

  static func + (left: Phrase, right: Phrase) -> Phrase {
    Phrase(english: left.english + right.english, french: left.french + right.french)
  }

  /// The language in which the parser's declarations speak while they are read.
  ///
  /// ArgumentParser asks each command for its help without passing anything, hence a task-local value.
  @TaskLocal static var ambient: Language = .english

  var inAmbientLanguage: String { self[Phrase.ambient] }
}

extension Sequence<Phrase> {
  /// One after the other, with the separator between two.
  func joined(separator: Phrase) -> Phrase {
    Phrase(
      english: map(\.english).joined(separator: separator.english),
      french: map(\.french).joined(separator: separator.french))
  }
}

/// The English half of a phrase.
struct English: ExpressibleByStringInterpolation, Sendable {
  let text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: Insertions) { text = stringInterpolation.text(\.english) { $0 } }
}

/// The French half of a phrase. Its literals get French typography; inserted values stay as they are.
///
/// Apostrophes are curved and `: ; ? !` and guillemets get their no-break spaces; between back ticks, where commands
/// stand, nothing changes.
struct French: ExpressibleByStringInterpolation, Sendable {
  let text: String

  init(stringLiteral value: String) {
    var typesetter = Typesetter()
    text = typesetter.set(value)
  }

  init(stringInterpolation: Insertions) {
    var typesetter = Typesetter()
    text = stringInterpolation.text(\.french) { typesetter.set($0) }
  }
}

/// Both halves of a phrase that is the same in the two languages, but for phrases that are inserted.
struct Verbatim: ExpressibleByStringInterpolation, Sendable {
  let english: String
  let french: String

  init(stringLiteral value: String) { (english, french) = (value, value) }

  init(stringInterpolation: Insertions) {
    english = stringInterpolation.text(\.english) { $0 }
    french = stringInterpolation.text(\.french) { $0 }
  }
}

/// What an interpolated text is made of. Whatever is inserted is made harmless for a terminal, unless it is a phrase, which
/// is so already, or is said to be `raw`: text of ours with line ends.
struct Insertions: StringInterpolationProtocol {
  private enum Piece {
    case written(String)
    case inserted(String)
    case phrase(Phrase)
  }

  private var pieces: [Piece] = []

  init(literalCapacity: Int, interpolationCount: Int) { pieces.reserveCapacity(2 * interpolationCount + 1) }

  mutating func appendLiteral(_ literal: String) { pieces.append(.written(literal)) }
  mutating func appendInterpolation(_ phrase: Phrase) { pieces.append(.phrase(phrase)) }
  mutating func appendInterpolation(raw text: String) { pieces.append(.inserted(text)) }
  mutating func appendInterpolation(_ value: some CustomStringConvertible) {
    pieces.append(.inserted(harmless(value.description)))
  }

  /// All of it, with one half of each phrase.
  fileprivate func text(_ half: KeyPath<Phrase, String>, setting set: (String) -> String) -> String {
    pieces.reduce(into: "") { text, piece in
      switch piece {
      case .written(let literal): text += set(literal)
      case .inserted(let value): text += value
      case .phrase(let phrase): text += phrase[keyPath: half]
      }
    }
  }
}

/// French typography, remembering across pieces whether a back tick is open.
struct Typesetter {
  private var insideCode = false

  mutating func set(_ literal: String) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(literal.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if scalar == "`" { insideCode.toggle() }
      guard !insideCode else {
        result.append(scalar)
        continue
      }
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "'": result.append("\u{2019}")
      case " " where next.map { ":;?!»".unicodeScalars.contains($0) } ?? false: result.append("\u{A0}")
      case " " where index > 0 && scalars[index - 1] == "«": result.append("\u{A0}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
