@preconcurrency import Glibc

/// The variables that a process was given, or in tests a dictionary of theirs.
package struct Environment: Sendable {
  /// `nil` for those of this process, which are read where they are: most runs ask for ten of them.
  private let given: [String: String]?

  package init(_ variables: [String: String]) { given = variables }

  private init() { given = nil }

  /// The variables of this process.
  package static let ofProcess = Environment()

  /// Returns a variable; `nil` if it is not set.
  subscript(name: String) -> String? {
    if let given { return given[name] }
    return getenv(name).map { String(cString: $0) }
  }

  /// Returns a variable; `nil` if it is not set or empty.
  func nonEmpty(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// All variables as `NAME=value`, for a child process.
  var entries: [String] {
    if let given { return given.map { "\($0)=\($1)" } }
    var entries: [String] = []
    var entry = environ
    while let bytes = entry.pointee {
      entries.append(String(cString: bytes))
      entry += 1
    }
    return entries
  }
}
