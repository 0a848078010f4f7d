import SeededRandom
import Testing

@testable import Records

/// What version 2 of the format changed in merging.
@Suite struct MergeVersion2Tests {
  private func merge(
    _ path: String, format: Int = 2, base: String?, _ one: String, _ other: String, later: Bool = true
  ) -> (text: String, kept: String?) {
    let rules = MergeRules(path: path, format: format)
    let (mine, yours) = (Array(one.utf8), Array(other.utf8))
    let changes = [LastChange(seconds: later ? 20 : 10, commit: [0]), LastChange(seconds: 15, commit: [1])]
    let merged = RecordMerge.merge(base: base.map { Array($0.utf8) }, mine, yours, by: rules) {
      (changes[0], changes[1])
    }
    let turned = RecordMerge.merge(base: base.map { Array($0.utf8) }, yours, mine, by: rules) {
      (changes[1], changes[0])
    }
    #expect(merged == turned)
    return (
      String(decoding: merged.bytes, as: UTF8.self), merged.kept.map { String(decoding: $0, as: UTF8.self) }
    )
  }

  private static let leave = "leave/2027/anna-2027-05-03-7k2m9x4q1abc.md"
  private static let absence =
    "---\nid: 7k2m9x4q1abc\nperson: anna\nfrom: 2027-05-03\nto: 2027-05-07\nstatus: confirmed\n---\n"

  @Test func anAbsenceMovedFromBothEndsIsOneSides() {
    let begun = Self.absence.replacing("from: 2027-05-03", with: "from: 2027-05-06")
    let ended = Self.absence.replacing("to: 2027-05-07", with: "to: 2027-05-04")
    let merged = merge(Self.leave, base: Self.absence, begun, ended)
    #expect(merged.text == begun)
    #expect(merged.kept == ended)
    #expect(merge(Self.leave, base: Self.absence, begun, ended, later: false).text == ended)
    // Version 1 takes both, and the absence ends before it begins.
    let before = merge(Self.leave, format: 1, base: Self.absence, begun, ended)
    #expect(before.text.contains("from: 2027-05-06\nto: 2027-05-04") && before.kept == nil)
  }

  @Test func otherKeysOfItMergeAsBefore() {
    let moved = Self.absence.replacing("to: 2027-05-07", with: "to: 2027-05-10")
    let planned = Self.absence.replacing("status: confirmed", with: "status: planned")
    let merged = merge(Self.leave, base: Self.absence, moved, planned)
    #expect(merged.text == moved.replacing("confirmed", with: "planned"))
    #expect(merged.kept == nil)
    // The same change on both sides is one.
    #expect(merge(Self.leave, base: Self.absence, moved, moved).kept == nil)
    // Of two new values for one key the later stays, as ever; nothing else was lost.
    let longer = Self.absence.replacing("to: 2027-05-07", with: "to: 2027-05-12")
    #expect(merge(Self.leave, base: Self.absence, moved, longer).text == moved)
    #expect(merge(Self.leave, base: Self.absence, moved, longer).kept == nil)
  }

  @Test func whatIsSealedGoesWithItsCommitment() {
    let vote = "---\nauthor: anna\ncommitment: a\nsealed: A\n---\n"
    let one = vote.replacing("commitment: a", with: "commitment: b").replacing("sealed: A", with: "sealed: B")
    let other = vote.replacing("sealed: A", with: "sealed: C")
    let path = "contests/2026/quiz-7k2m9x4q1abc/votes/anna.md"
    #expect(merge(path, base: vote, one, other, later: false).text == other)
    #expect(merge(path, base: vote, one, other).text == one)
  }

  @Test func whatWouldContradictItselfStaysWhole() {
    let card = "---\ntitle: Nord\nregion: Nord\nstewards: [anna]\n---\n\nAbout.\n"
    let theme = card.replacing("region: Nord", with: "theme: Rail")
    let region = card.replacing("region: Nord", with: "region: Nord et Pas-de-Calais")
    let merged = merge("communities/nord/community.md", base: card, theme, region)
    #expect(merged.text == theme && merged.kept == region)
    let before = merge("communities/nord/community.md", format: 1, base: card, theme, region)
    #expect(before.text.contains("theme:") && before.text.contains("region:"))
  }

  @Test func stewardsAreNeverMergedAway() {
    let card = "---\ntitle: Nord\nregion: Nord\nstewards: [anna, bert]\n---\n"
    let one = card.replacing("[anna, bert]", with: "[anna]")
    let other = card.replacing("[anna, bert]", with: "[bert]")
    #expect(merge("communities/nord/community.md", base: card, one, other).text == card)
    #expect(
      merge("communities/nord/community.md", format: 1, base: card, one, other).text.contains("stewards: []"))
  }

  @Test func aNameThatTwoTookForTwoThingsIsNotMixed() {
    let one = "---\ntitle: Nord\ntheme: Sales\n---\n"
    let other = "---\ntitle: Grand Nord\ntheme: Rail\nlanguage: fr\n---\n"
    let merged = merge("communities/nord/community.md", base: nil, one, other)
    #expect(merged.text == one && merged.kept == other)
    let card = "---\nname: Jean Martin\nemail: jean@example.org\nskills: [a]\n---\n"
    let namesake = card.replacing("jean@", with: "j.martin@")
    #expect(merge("people/jean.martin.md", base: nil, card, namesake).kept == namesake)
    // One person on two devices.
    let device = card.replacing("[a]", with: "[b]")
    #expect(merge("people/jean.martin.md", base: nil, card, device).text.contains("[a, b]"))
  }

  @Test func ofTwoVersionsOfOneImportTheNewerStays() {
    let newer = Self.absence.replacing("status:", with: "sequence: 1\nstatus:")
      .replacing("to: 2027-05-07", with: "to: 2027-05-09")
    let merged = merge(Self.leave, base: nil, Self.absence, newer)
    #expect(merged.text == newer && merged.kept == nil)
  }

  @Test func aProofIsOverOneSideAlone() {
    let post = "---\nid: 7k2m9x4q1abc\ntitle: A\nowner: k\nproof: p\n---\n\nText.\n"
    let one = post.replacing("title: A", with: "title: B").replacing("proof: p", with: "proof: q")
    let other = post.replacing("Text.", with: "Other.").replacing("proof: p", with: "proof: r")
    let merged = merge("communities/idf/posts/2026/11/x-7k2m9x4q1abc/post.md", base: post, one, other)
    #expect(merged.text == one && merged.kept == other)
  }

  /// Whatever two devices do to an absence that is right, the merged one is right, and no edit of a day is lost.
  @Test func anAbsenceStaysRight() throws {
    func day(_ number: Int) -> String { "2027-05-" + padded(number, 2) }
    for seed in UInt64(0)..<3000 {
      var random = Seeded(state: seed)
      func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }
      typealias Days = (from: Int, to: Int, starts: Bool, ends: Bool)
      func text(_ days: Days) -> String {
        "---\nid: 7k2m9x4q1abc\nperson: anna\nfrom: \(day(days.from))\nto: \(day(days.to))\n"
          + (days.starts ? "starts: noon\n" : "") + (days.ends ? "ends: noon\n" : "") + "---\n"
      }
      func isRight(_ days: Days) -> Bool {
        days.from < days.to || days.from == days.to && !(days.starts && days.ends)
      }
      func edited(_ days: Days) -> Days {
        var made = days
        repeat {
          made = days
          for _ in 0...roll(2) {
            switch roll(4) {
            case 0: made.from = 1 + roll(9)
            case 1: made.to = 1 + roll(9)
            case 2: made.starts.toggle()
            default: made.ends.toggle()
            }
          }
        } while !isRight(made)
        return made
      }
      let base: Days = (3, 7, false, false)
      let sides = [edited(base), edited(base)]
      let merged = merge(Self.leave, base: text(base), text(sides[0]), text(sides[1]))
      let document = try Document(parsing: merged.text)
      #expect(Schema.problems(in: document, as: .absence, format: 2).isEmpty, "seed \(seed)")
      let there = merged.text + (merged.kept ?? "")
      for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
        if side.from != base.from, other.from == base.from {
          #expect(there.contains("from: \(day(side.from))"))
        }
        if side.to != base.to, other.to == base.to { #expect(there.contains("to: \(day(side.to))")) }
      }
    }
  }
}
