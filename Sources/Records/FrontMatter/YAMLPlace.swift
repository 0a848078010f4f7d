import Yams

/// Where values stand inside the front matter, for messages about what they hold.
extension FrontMatter {
  /// One step into a value: by key into a map, by place (from 0) into a list.
  package enum Step: Hashable, Sendable {
    case key(String)
    case item(Int)
  }

  /// Where the value at the end of a path begins, as far as the path leads; line and column are counted from 1, in the
  /// file.
  ///
  /// The YAML is read again, since it is only asked for when something is wrong.
  /// - Parameter offset: characters into a text that is written on one line.
  package func place(of path: [Step], offset: Int = 0) -> (line: Int, column: Int) {
    guard case .key(let first)? = path.first else { return (2, 1) }
    let fallback = (line: line(of: first) ?? 1, column: 1)
    // What could not be composed would not have been read before.
    guard var node = try? YAMLReader.node(bytes) else { return fallback }
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
    case (.key(let name), .mapping(let mapping)):
      mapping.first { $0.key.scalar?.string == name }?.value
    case (.item(let index), .sequence(let sequence)):
      index < sequence.count ? sequence[sequence.index(sequence.startIndex, offsetBy: index)] : nil
    default: nil
    }
  }
}
