/// The keys and values between the two lines `---`, with the text that they were written in.
///
/// Setting a key replaces that key's lines and no others: comments, order, quoting and keys that mgrnet does not
/// know stay as they were.
package struct FrontMatter: Hashable, Sendable {
  /// The limit in bytes: 64 KiB.
  package static let sizeLimit = 65_536

  struct Entry: Hashable, Sendable {
    var key: String
    var value: YAMLValue
    /// Line numbers from 0; comments that follow belong to no entry. Empty if the shape cannot be edited.
    var lines: Range<Int>
  }

  /// The text, each line ended by LF.
  package private(set) var bytes: [UInt8]
  private(set) var entries: [Entry]

  package init() {
    bytes = []
    entries = []
  }

  /// Reads the text between the two lines `---`, each line ended by LF.
  package init(bytes: [UInt8]) throws(RecordError) {
    guard bytes.count <= Self.sizeLimit else { throw RecordError(.frontMatterTooLarge, line: 2) }
    self.bytes = bytes
    if let scanned = try FrontMatterScanner(bytes).entries() {
      entries = scanned
    } else {
      entries = try YAMLReader.entries(bytes)
    }
  }

  package var keys: [String] { entries.map(\.key) }
  package var pairs: [YAMLValue.Pair] { entries.map { .init($0.key, $0.value) } }

  package subscript(key: String) -> YAMLValue? { entries.first { $0.key == key }?.value }

  /// Returns the file's line of a key, counted from 1; `nil` if there is no such key.
  package func line(of key: String) -> Int? {
    entries.first { $0.key == key }.map { $0.lines.lowerBound + 2 }
  }

  /// Sets a key, or removes it (`nil`). A new key comes last.
  package mutating func set(_ key: String, to value: YAMLValue?) throws(RecordError) {
    let old = entries.first { $0.key == key }
    if old?.value == value { return }
    var lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false).dropLast().map(Array.init)
    let place = old?.lines ?? lines.count..<lines.count
    guard old == nil || !place.isEmpty else { throw RecordError(.cannotEdit(key: key), line: 2) }
    let written =
      value.map { YAMLWriter.lines(key: key, value: $0, replacing: lines[place].map { $0 }) } ?? []
    lines.replaceSubrange(place, with: written)
    let edited: FrontMatter
    do {
      edited = try FrontMatter(bytes: lines.flatMap { $0 + [lineFeed] })
    } catch {
      if case .frontMatterTooLarge = error.reason { throw error }
      throw RecordError(.cannotEdit(key: key), line: place.lowerBound + 2)
    }
    // Around the key, an odd shape could give the new lines another meaning: then nothing is changed.
    var expected = entries.map { YAMLValue.Pair($0.key, $0.value) }
    if let index = expected.firstIndex(where: { $0.key == key }) { expected.remove(at: index) }
    let others = edited.entries.filter { $0.key != key }.map { YAMLValue.Pair($0.key, $0.value) }
    guard edited[key] == value, others == expected else {
      throw RecordError(.cannotEdit(key: key), line: place.lowerBound + 2)
    }
    self = edited
  }
}
