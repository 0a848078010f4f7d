import Testing

@testable import Records

/// What holds of every merge, tried with edits from thousands of seeds.
@Suite struct MergePropertyTests {
  static let seeds: Range<UInt64> = 0..<2000

  private struct Case {
    let base: [UInt8]?
    let one: [UInt8]
    let other: [UInt8]
    let changes: RecordMerge.LastChanges
    let rules: MergeRules

    init(seed: UInt64) {
      var edits = Edits(seed: seed)
      let record = edits.record()
      base = edits.roll(10) == 0 ? nil : edits.file(record)
      one = edits.file(edits.changed(record, by: "anna"))
      other = edits.file(edits.changed(record, by: "bert"))
      changes = (Self.change(&edits), Self.change(&edits))
      rules = MergeRules(
        path: "communities/idf/posts/2026/11/x-7k2m9x4q1abc/post.md", format: 1 + Int(seed % 2))
    }

    private static func change(_ edits: inout Edits) -> LastChange? {
      let change = LastChange(seconds: Int64(edits.roll(2)), commit: [UInt8(edits.roll(2))])
      return edits.roll(4) == 0 ? nil : change
    }

    var merged: RecordMerge { .merge(base: base, one, other, by: rules) { changes } }
    var turned: RecordMerge { .merge(base: base, other, one, by: rules) { (changes.other, changes.one) } }
  }

  @Test func bothOrdersGiveTheSameBytes() {
    for seed in Self.seeds {
      let example = Case(seed: seed)
      #expect(example.merged == example.turned, "seed \(seed)")
    }
  }

  @Test func whatOneSideLeftAloneIsTheOthers() {
    for seed in Self.seeds {
      let example = Case(seed: seed)
      let one = example.one
      #expect(RecordMerge.merge(base: example.base, one, one, by: example.rules).bytes == one, "seed \(seed)")
      guard let base = example.base else { continue }
      let untouched = RecordMerge.merge(base: base, one, base, by: example.rules)
      #expect(untouched.bytes == one && untouched.kept == nil, "seed \(seed)")
    }
  }

  @Test func whatIsMergedCanBeReadAndMergesWithItselfQuietly() throws {
    for seed in Self.seeds {
      let example = Case(seed: seed)
      let merged = example.merged
      _ = try Document(parsing: merged.bytes)
      // A side that already has the merge is not at odds with it.
      let again = RecordMerge.merge(
        base: example.one, merged.bytes, example.one, by: example.rules)
      #expect(again.bytes == merged.bytes && again.kept == nil, "seed \(seed)")
    }
  }

  @Test func noLineThatSomebodyTypedIsLost() throws {
    func body(_ bytes: [UInt8]) throws -> Set<String> {
      Set(try Document(parsing: Document(parsing: bytes).text).body.split(separator: "\n").map(String.init))
    }
    var conflicts = 0
    for seed in Self.seeds {
      let example = Case(seed: seed)
      let merged = example.merged
      let there = try body(merged.bytes).union(merged.kept.map(body) ?? [])
      let base = try example.base.map(body) ?? []
      let (one, other) = (try body(example.one), try body(example.other))
      #expect(one.union(other).subtracting(base).isSubset(of: there), "seed \(seed)")
      // What nobody took away stays.
      #expect(base.intersection(one).intersection(other).isSubset(of: there), "seed \(seed)")
      if merged.kept != nil { conflicts += 1 }
    }
    #expect((Self.seeds.count / 20..<Self.seeds.count / 2).contains(conflicts))
  }

  @Test func itemsAndKeysOfBothSidesAreThere() throws {
    for seed in Self.seeds {
      let example = Case(seed: seed)
      let sides = try [example.one, example.other].map { try Document(parsing: $0) }
      if sides.contains(where: { $0["withdrawn"] != nil }) { continue }
      let base = try example.base.map { try Document(parsing: $0) }
      let merged = try Document(parsing: example.merged.bytes)
      for side in sides {
        for key in side.frontMatter.keys where base?[key] != side[key] {
          #expect(merged[key] != nil, "seed \(seed): \(key)")
        }
        let added = Set(side["tags"]?.texts ?? []).subtracting(base?["tags"]?.texts ?? [])
        #expect(added.isSubset(of: merged["tags"]?.texts ?? []), "seed \(seed)")
        if let base, side["tags"] != nil {
          let removed = Set(base["tags"]?.texts ?? []).subtracting(side["tags"]?.texts ?? [])
          #expect(removed.isDisjoint(with: merged["tags"]?.texts ?? []), "seed \(seed)")
        }
        let comments = String(decoding: side.frontMatter.bytes, as: UTF8.self).split(separator: "\n")
          .filter { $0.hasPrefix("# anna") || $0.hasPrefix("# bert") }
        let text = merged.text
        for comment in comments { #expect(text.contains(String(comment).nfc), "seed \(seed): \(comment)") }
      }
    }
  }
}
