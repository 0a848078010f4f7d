import Records

/// What is shown to people, in both languages: there is no way to make one without the other.
struct Phrase: Hashable, Sendable {
  let english: String
  let french: String

  init(en english: String, fr french: French) {
    self.english = english
    self.french = french.text
  }

  /// The same in both languages: names, numbers and whatever comes from records.
  init(verbatim text: String) {
    english = text
    french = text
  }

  private init(english: String, french: String) {
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

/// The French half of a phrase: what is written in the source gets French typography, what is interpolated stays.
///
/// Apostrophes are curved and `: ; ? !` and guillemets get their no-break spaces; between back ticks, where commands
/// stand, nothing changes.
struct French: ExpressibleByStringInterpolation, Sendable {
  let text: String

  init(stringLiteral value: String) {
    var typesetter = Typesetter()
    text = typesetter.set(value)
  }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    private var typesetter = Typesetter()

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { text += typesetter.set(literal) }
    mutating func appendInterpolation(_ value: String) { text += value }
    mutating func appendInterpolation(_ value: some BinaryInteger) { text += value.description }
    mutating func appendInterpolation(_ value: some PathName) { text += value.rawValue }
    mutating func appendInterpolation(_ value: RecordID) { text += value.rawValue }
    mutating func appendInterpolation(_ value: Phrase) { text += value.french }
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
