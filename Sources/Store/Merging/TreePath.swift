import Records

/// A path of a tree, compared byte by byte. `String` takes a composed and a decomposed name for equal.
struct TreePath: Hashable, Comparable {
  let text: String

  init(_ text: some StringProtocol) { self.text = String(text) }

  static func == (one: TreePath, other: TreePath) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }
  static func < (one: TreePath, other: TreePath) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }
  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// The folders above it, the outermost first, without a slash at the end.
  var folders: [TreePath] {
    text.utf8.indices.filter { text.utf8[$0] == UInt8(ascii: "/") }.map { TreePath(text[..<$0]) }
  }

  /// The folder that it is in; empty at the root.
  var folder: TreePath { TreePath(RecordPath.folder(of: text)) }

  var name: Substring { text[(text.lastIndex(of: "/").map { text.index(after: $0) } ?? text.startIndex)...] }

  /// The name under which a disk that ignores case and composition knows it.
  var caseKey: TreePath {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    return isPlain ? self : TreePath(text.nfc.lowercased().nfc)
  }

  var composed: TreePath { TreePath(text.nfc) }

  /// Returns the path with `folder` replaced by another one; `nil` if it does not lie below `folder`.
  func moved(from folder: TreePath, to other: TreePath) -> TreePath? {
    guard text.utf8.starts(with: folder.text.utf8) else { return nil }
    let rest = text.utf8.dropFirst(folder.text.utf8.count)
    guard rest.first == UInt8(ascii: "/") else { return nil }
    return TreePath(other.text + String(Substring(rest)))
  }
}
