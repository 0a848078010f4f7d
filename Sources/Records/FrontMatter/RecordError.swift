/// A fault of a record's file, and its place.
package struct RecordError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case notUTF8
    case nulByte
    /// The first line is not `---`.
    case noFrontMatter
    /// No second line `---`.
    case unclosedFrontMatter
    /// The front matter has more bytes than it may (64 KiB).
    case frontMatterTooLarge
    /// More nesting or more values than a record can need, as in YAML bombs.
    case tooComplex
    case duplicateKey(String)
    /// The front matter is not a map of keys.
    case notAMap
    /// The YAML cannot be read; the parser's own words.
    case yaml(String)
    /// The front matter can be read, but its shape cannot be changed line by line (a flow map, say).
    case cannotEdit(key: String)
  }

  package let reason: Reason
  /// The line in the file, counted from 1.
  package let line: Int
  /// The column in characters, counted from 1.
  package let column: Int

  package init(_ reason: Reason, line: Int = 1, column: Int = 1) {
    (self.reason, self.line, self.column) = (reason, line, column)
  }
}
