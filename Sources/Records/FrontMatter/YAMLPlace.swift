import Yams

/// Finds the places of values inside the front matter, for messages about them.
extension FrontMatter {
  /// One step into a value: by key into a map, by place (from 0) into a list.
  package enum Step: Hashable, Sendable {
    case key(String)
    case item(Int)
  }

  /// Returns the beginning of the value at the end of a path, as far as the path leads; line and column count from 1, in the
  /// file.
  ///
  /// The YAML is read again, as it is called only for an error.
  /// - Parameter offset: a number of characters inside a text on one line.
  package func place(of path: [Step], offset: Int = 0) -> (line: Int, column: Int) {
    guard case .key(let first)? = path.first else { return (2, 1) }
    let fallback = (line: line(of: first) ?? 1, column: 1)
    guard var node = try? YAMLReader.node(bytes) else { return fallback }  // never: it was read before
    var mark = node.mark
    var isWhole = true
    for step in path {
      guard let next = node.child(step) else {
        isWhole = false
        break
      }
      node = next
      mark = next.mark ?? mark
    }
    guard let mark, mark.line > 0 else { return fallback }
    guard isWhole, case .scalar(let scalar) = node else { return (mark.line + 1, mark.column) }
    let quote = scalar.style == .doubleQuoted || scalar.style == .singleQuoted ? 1 : 0
    return (mark.line + 1, mark.column + (offset > 0 || quote == 0 ? offset + quote : 0))
  }
}

extension Node {
  fileprivate func child(_ step: FrontMatter.Step) -> Node? {
    switch (step, self) {
    case (.key(let name), .mapping(let mapping)): mapping.first { $0.key.scalar?.string == name }?.value
    case (.item(let index), .sequence(let sequence)):
      index < sequence.count ? sequence[sequence.index(sequence.startIndex, offsetBy: index)] : nil
    default: nil
    }
  }
}
