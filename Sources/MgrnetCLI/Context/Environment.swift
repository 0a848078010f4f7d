@preconcurrency import Glibc

/// The variables that a process was given; a plain value, so that tests bring their own.
struct Environment: Sendable {
  private(set) var variables: [String: String]

  init(_ variables: [String: String]) { self.variables = variables }

  /// `nil` where it is not set; may be empty.
  subscript(name: String) -> String? { variables[name] }

  /// `nil` where it is not set or is empty.
  func nonEmpty(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The variables of this process.
  static var ofProcess: Environment {
    var variables: [String: String] = [:]
    var entry = environ
    while let bytes = entry.pointee {
      let text = String(cString: bytes)
      if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      entry += 1
    }
    return Environment(variables)
  }
}
