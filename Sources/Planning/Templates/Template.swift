import Records

/// A planning, an agenda or an analysis that is ready to be filled in; Templates.md has its rules.
///
/// It is data: nothing of it runs, and its results are limited.
package struct Template: Sendable {
  package static let rowLimit = 5_000
  package static let columnLimit = 400
  /// The limit of the body, in bytes.
  package static let bodyLimit = 256 << 10
  package static let parameterLimit = 64

  package let title: String
  /// The language of its text, and so of the dates; `nil` for the network's.
  package let language: Language?
  package let parameters: [Parameter]
  package let rows: Rows?
  package let columns: [Column]
  package let assign: Assign
  package let skip: Skip
  let body: TaggedText

  /// A value that is asked of whoever fills the template in.
  package struct Parameter: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
      case date, month, year, days, people, number, text, choice
    }
    package let name: String
    package let kind: Kind
    /// The question in each language; ``question(in:)`` falls back on the other.
    let questions: [Language: String]
    /// The default as the template has it; `nil` if a value must be given.
    package let standard: YAMLValue?
    package let choices: [String]

    package func question(in language: Language) -> String {
      questions[language] ?? Language.allCases.lazy.compactMap { questions[$0] }.first ?? name
    }

    /// Returns the default as one would type it.
    package var standardText: String? { standard.map { $0.texts.joined(separator: ", ") } }
  }

  package struct Rows: Hashable, Sendable {
    package enum Each: String, CaseIterable, Sendable {
      case days, weeks, months, people, list
      case workingDays = "working days"
    }
    package let each: Each
    package let from: DayExpression?
    package let to: DayExpression?
    let every: Every
    let weekdays: Weekdays
    let items: [Item]

    enum Every: Hashable, Sendable {
      case number(Int)
      case parameter(String)
    }
    enum Weekdays: Hashable, Sendable {
      case ofFrom
      case fixed([Weekday])
      case parameter(String)
    }
    struct Item: Hashable, Sendable {
      let day: DayExpression?
      /// Its other keys, with `text`.
      let texts: [String: String]
    }
  }

  package struct Column: Sendable {
    let title: TaggedText
    let value: TaggedText
    let day: DayExpression?
    let days: Days?

    /// A column that is repeated for each day.
    struct Days: Hashable, Sendable {
      let isWorkingDays: Bool
      let from: DayExpression
      let to: DayExpression
    }
  }

  package enum Assign: String, CaseIterable, Sendable {
    case none
    case inTurn = "in turn"
    case fewestFirst = "fewest first"
  }

  package struct Skip: OptionSet, Hashable, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let weekends = Skip(rawValue: 1)
    package static let holidays = Skip(rawValue: 2)
    package static let absences = Skip(rawValue: 4)
    static let names: [(name: String, skip: Skip)] = [
      ("weekends", .weekends), ("holidays", .holidays), ("absences", .absences),
    ]
  }

  package var hasTable: Bool { !columns.isEmpty }
  /// Whether any row can have a day.
  package var hasDays: Bool { rows?.isDated ?? false }

  package func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }

  /// Whether the text is a name (clause 4): a letter, then letters, digits and `_`, all small and ASCII.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 64 else { return false }
    return text.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
    }
  }
}

/// An error in a template, and its place in the file.
package struct TemplateError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case missing(String)
    /// A key that a parameter, the rows or a column do not have.
    case unknownKey(String)
    case notA(Wanted)
    case badName(String)
    /// A name that the format reserves.
    case reservedName(String)
    case repeatedName(String)
    /// A name of no parameter, or of none before this one.
    case unknownParameter(String)
    /// The parameter has another type than this place needs.
    case wrongKind(String, wanted: [Template.Parameter.Kind])
    /// Rows go to people, and there is no parameter `people`.
    case noPeople
    case tag(TagError.Fault)
    /// A tag that names nothing.
    case unknownTag(String, nearest: [String])
    /// `rows` as a variable or `table` as a section.
    case misusedTag(String)
    case tooMany(limit: Int)
  }

  package enum Wanted: Hashable, Sendable {
    case text, list, map, day, number, weekday, month, year
    case oneOf([String])
  }

  package let reason: Reason
  /// Counted from 1, in the file.
  package let line: Int
  /// Counted from 1, in characters.
  package let column: Int
}
