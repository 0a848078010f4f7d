import Importing
import Records
import Testing

private func read(_ line: String) throws(ForeignThread.Fault) -> ForeignThread {
  try ForeignThread(line: Array(line.utf8)) { _ in 60 }
}

/// The clauses of Threads.md.
@Suite struct ForeignThreadTests {
  @Test(
    arguments: [
      ("", .notAnObject), ("[]", .notAnObject), ("{\"id\" 1}", .notAnObject),
      (String(repeating: "[", count: 100_000), .notAnObject),
      ("{\"id\": 1, \"title\": \"T\"} {}", .notAnObject),
      ("{\"type\": \"user\"}", .otherType("user")), ("{\"title\": \"T\"}", .missing(key: "id")),
      ("{\"id\": {}, \"title\": \"T\"}", .missing(key: "id")),
      ("{\"id\": 1, \"title\": \" \\n \"}", .missing(key: "title")),
    ] as [(String, ForeignThread.Fault)])
  func aLineThatIsNoThreadIsNamed(line: String, fault: ForeignThread.Fault) {
    #expect(throws: fault) { try read(line) }
  }

  @Test func bytesThatAreNotUTF8AreNamed() {
    #expect(throws: ForeignThread.Fault.notUTF8) { try ForeignThread(line: [0x7b, 0xff, 0x7d]) { _ in 0 } }
  }

  @Test func anIdOfOursStaysAndOthersAreTheSameForEverybody() throws {
    let own = try read(#"{"id": "7k2m9x4q1abc", "title": "T", "accepted": "8k2m9x4q1abc"}"#)
    #expect(own.thread.post.key == "7k2m9x4q1abc")
    #expect(own.thread.post.record["accepted"]?.text == "8k2m9x4q1abc")
    #expect(own.thread.post.record["source"] == nil)
    let foreign = try read(
      #"{"archive": "a", "id": 7, "title": "T", "accepted": 8, "replies": [{"id": "8", "to": "9"}], "marks": [{"author": "Z", "tried": {"8": "worked"}}]}"#
    )
    let reply = try #require(foreign.thread.replies.first)
    #expect(foreign.thread.post.key == RecordID(hashing: "a\n7").rawValue)
    #expect(reply.key == RecordID(hashing: "a\n8").rawValue)
    #expect(foreign.thread.post.record["accepted"]?.text == reply.key)
    #expect(reply.record["to"]?.text == RecordID(hashing: "a\n9").rawValue)
    #expect(foreign.thread.marks.first?.record["tried"]?[reply.key]?.text == "worked")
    #expect(reply.record["source"]?.text == "a#8")
    // An archive that speaks in ids of ours does not get to choose them.
    let chosen = try read(#"{"archive": "a", "id": "7k2m9x4q1abc", "title": "T"}"#)
    #expect(chosen.thread.post.key != "7k2m9x4q1abc")
  }

  @Test func datesAreReadAsOthersWriteThem() throws {
    let dates = [
      ("2024-02-05T11:00:00Z", "2024-02-05T12:00:00+01:00"), ("2024-02-05", "2024-02-05T12:00:00+01:00"),
      ("Mon, 5 Feb 2024 11:00:00 +0100", "2024-02-05T11:00:00+01:00"),
    ]
    for (written, expected) in dates {
      let thread = try read(#"{"id": 1, "title": "T", "created": "\#(written)"}"#)
      #expect(thread.thread.post.record["created"]?.time?.seconds == Timestamp(expected)?.seconds)
      #expect(thread.remarks.isEmpty)
    }
    let unread = try read(#"{"id": 1, "title": "T", "created": "yesterday"}"#)
    #expect(unread.remarks == [.unreadableDate("yesterday")])
    #expect(unread.thread.post.record["created"] == nil)
  }

  @Test func nothingIsDroppedWithoutBeingNamed() throws {
    let thread = try read(
      #"{"id": 1, "title": "A\n b\u0007 c", "text": "x\u0000y", "votes": 12, "ratio": 1.5, "more": {"old": [1, {"z": null, "a": true}]}, "replies": [3, {"text": "t"}], "marks": [{}], "pictures": [1, {"name": "a"}, {"path": "p.png"}, {"name": "b", "data": "AAEC"}]}"#
    )
    let post = thread.thread.post.record
    #expect(post["title"]?.text == "A b c")
    #expect(post.prose == "xy")
    #expect(post["votes"] == .integer(12))
    #expect(post["ratio"] == .string("1.5"))
    #expect(post["old"] == .list([.integer(1), .map([.init("a", .bool(true)), .init("z", .null)])]))
    #expect(
      thread.remarks == [
        .unwritable(key: "text"), .incomplete(list: "replies", number: 1, key: "id"),
        .incomplete(list: "replies", number: 2, key: "id"),
        .incomplete(list: "marks", number: 1, key: "author"),
        .incomplete(list: "pictures", number: 1, key: "name"),
        .incomplete(list: "pictures", number: 2, key: "data"),
      ])
    #expect(
      thread.pictures == [
        .init(name: "p.png", source: .path("p.png")), .init(name: "b", source: .bytes([0, 1, 2])),
      ])
  }
}
