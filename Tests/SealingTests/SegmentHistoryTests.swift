import Testing

@testable import Sealing

private let pack = Array("PACK".utf8)

@Suite struct SegmentHistoryTests {
  @Test func whatIsMissingIsNoticed() throws {
    var community = try Community()
    var headers: [SegmentHeader] = []
    // Each after the last; the first after none.
    for _ in 0..<5 {
      var header = try community.header(pack, from: community.alice, as: "alice")
      header.after = headers.last.map { [$0.id] } ?? []
      headers.append(header)
    }
    #expect(SegmentHistory(headers).missing.isEmpty)
    #expect(SegmentHistory(headers).tips == [headers[4].id])
    #expect(SegmentHistory(headers.filter { $0.id != headers[2].id }).missing == [headers[2].id])

    // Whoever saw all of them misses the last as well; a newcomer cannot know.
    let cut = SegmentHistory(Array(headers.dropLast()))
    #expect(cut.missing.isEmpty)
    #expect(cut.rolledBack(since: Set(headers.map(\.id))) == [headers[4].id])

    // Two at once are two tips; the next comes after both.
    var aside = try community.header(pack, from: community.bob, as: "bob")
    aside.after = [headers[3].id]
    #expect(SegmentHistory(headers + [aside]).tips == [headers[4].id, aside.id].sorted())

    // Each stands behind those that it comes after, and the latest epoch's line comes first.
    var next = try community.header(pack, from: community.alice, as: "alice")
    (next.epoch, next.after) = (2, [headers[4].id])
    let order = SegmentHistory([aside, next] + headers).ordered.map(\.id)
    #expect(order == headers.map(\.id) + [next.id, aside.id])

    // One that covers the first four lets them go.
    var compact = try community.header(pack, from: community.bob, as: "bob")
    compact.covers = headers.prefix(4).map(\.id).sorted()
    compact.after = []
    let short = SegmentHistory([compact, headers[4]])
    #expect(short.missing.isEmpty && short.rolledBack(since: Set(headers.map(\.id))).isEmpty)
    #expect(short.tips == [compact.id, headers[4].id].sorted())
  }

  /// Who builds on a segment answers for it, and so does who makes one of many.
  @Test func whatIsBuiltOnAndWhatIsCoveredIsVouchedFor() throws {
    var community = try Community()
    var (first, second, aside) = try (
      community.header(pack, from: community.bob, as: "bob"),
      community.header(pack, from: community.bob, as: "bob"),
      community.header(pack, from: community.bob, as: "bob")
    )
    (first.after, second.after, aside.after) = ([], [first.id], [])
    var compact = try community.header(pack, from: community.alice, as: "alice")
    (compact.epoch, compact.after, compact.covers) = (3, [], [second.id])
    let history = SegmentHistory([first, second, aside, compact])
    #expect(history.vouched { $0.sender == "alice" } == [first.id: 3, second.id: 3])
    #expect(history.vouched { $0.sender == "bob" } == [first.id: second.epoch])
    #expect(history.vouched { _ in false }.isEmpty)
  }
}
