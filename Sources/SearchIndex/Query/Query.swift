import Records

/// A query, read from the words that a person typed. Pure.
package indirect enum Query: Sendable, Equatable {
  case all([Query])
  case any([Query])
  case not(Query)
  case word(String)
  case phrase(String)
  case prefix(String)
  case field(Field)

  package enum Field: Sendable, Equatable {
    case community(String)
    case author(String)
    case kind(String)
    case type(RecordType)
    case tag(String)
    case language(Language)
    /// From this moment on, in seconds since 1970.
    case since(Int64)
    /// Before this moment.
    case before(Int64)
    case state(State)
  }

  package enum State: String, CaseIterable, Sendable {
    case unanswered, answered, accepted, useful, outdated, mine, `private`, unread, conflict, disputed
    case routed, promised, due, tried
  }
}

/// Why a query cannot be read.
package struct QueryError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    case unknownField(String, nearest: [String])
    case unknownValue(field: String, String, valid: [String])
    case badDate(field: String, String)
    case emptyValue(field: String)
    /// `OR`, `AND` or `NOT` with nothing before or behind it, as it was typed.
    case danglingOperator(String)
    case tooLong(words: Int)
    case empty
  }

  package let reason: Reason
  /// Characters before the fault.
  package let position: Int
}
