/// One item of a listing, for every output form: columns, tab-separated lines, ids, JSON, templates.
struct OutputRow: Sendable {
  /// The key that names the item besides `id`: `handle` for people, `slug` for communities and templates, `device` for keys.
  enum Key: String, Sendable { case id, handle, slug, device }

  enum Value: Sendable, Equatable {
    case text(String)
    case number(Int)
    case real(Double)
    case flag(Bool)
    case list([Value])
    case fields([Field])
    case none

    static func texts(_ items: [String]) -> Value { .list(items.map { .text($0) }) }
    static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .none }
    static func optional(_ number: Int?) -> Value { number.map { .number($0) } ?? .none }
  }

  struct Field: Sendable, Equatable {
    let name: String
    let value: Value

    init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  var key: Key
  var name: String
  /// How many characters of `name` tell it from all others; 0 if that is unknown.
  var uniquePrefix = 0
  /// `post`, `reply`, `link`, …: the record's type.
  var type: String
  var title: String?
  /// The path from the repository's root.
  var path: String?
  var community: String?
  var author: String?
  /// The time (RFC 3339) or day of its making, as in the file.
  var created: String?
  var isPrivate = false
  /// The reading time; `nil` if there is nothing to read.
  var minutes: Int?
  /// Further fields of this type; in JSON after the others, in this order.
  var more: [Field] = []

  init(_ key: Key, _ name: String, type: String) { (self.key, self.name, self.type) = (key, name, type) }

  /// All fields in the order of JSON, each once: a key that somebody's front matter has besides says nothing else of
  /// what mgrnet says itself.
  var fields: [Field] {
    var names: Set<String> = []
    let own = own
    names.formUnion(own.map(\.name))
    // Of two, the one that was added last is not the file's.
    return own + more.reversed().filter { names.insert($0.name).inserted }.reversed()
  }

  private var own: [Field] {
    (key == .id ? [] : [Field(Key.id.rawValue, .text(name))]) + [
      Field(key.rawValue, .text(name)), Field("type", .text(type)), Field("title", .optional(title)),
      Field("path", .optional(path)), Field("community", .optional(community)),
      Field("author", .optional(author)),
      Field("created", .optional(created)), Field("private", .flag(isPrivate)),
      Field("minutes", .optional(minutes)),
    ]
  }

  /// Whether it is something to read, rather than a card.
  var isText: Bool { ["post", "reply", "charter"].contains(type) }
  var hasConflict: Bool { self["conflicts"] != .none }
  var isDisputed: Bool { self["disputed"] != .none }

  /// Returns the value of one of `more`.
  subscript(field: String) -> Value { more.last { $0.name == field }?.value ?? .none }
}
