import Git
import Records
import Rights
import Sealing
import SeededRandom
import Testing

@testable import Judging

private typealias Net = TestHistory

/// Histories that people, programs and attackers make, and what is disputed in them.
@Suite struct JudgeTests {
  private let net: TestHistory
  private let first: ObjectID
  private let key: SigningKey

  init() throws {
    net = try TestHistory()
    first = try net.start()
    var random = Seeded(state: 3)
    key = try SigningKey(using: &random)
  }

  private var keyed: String {
    Net.person("Claire", "keys: [{device: a, sign: \(key.verifyingKey)}]")
  }

  // MARK: R1

  @Test func aPostUnderAnotherNameIsAClaimAndNamesItsCommitter() throws {
    let forged = "communities/idf/posts/2027/01/n-7k2m9x4q1abd/post.md"
    let tip = try net.commit(by: "paul", on: [first], [forged: Net.text("As Claire.", by: "claire")])
    let judge = try net.judge(tip)
    let found = try #require(judge.found.first)
    #expect(judge.found.count == 1)
    #expect(found.path == forged && found.verdict.committer == "paul" && found.verdict.commit == tip)
    #expect(found.verdict.breach == Breach(.owners, owner: "claire", isClaim: true))
    #expect(found.verdict.rightful == nil)
  }

  @Test func anAddressWithoutTheCardsKeyIsAClaim() throws {
    let entered = try net.commit(by: "claire", on: [first], key: key, ["people/claire.md": keyed])
    let post = ["communities/idf/posts/2027/01/n-7k2m9x4q1abd/post.md": Net.text("Hers?", by: "claire")]
    let unsigned = try net.commit(by: "claire", on: [entered], post)
    let signed = try net.commit(by: "claire", on: [entered], key: key, post)
    #expect(try net.clauses(net.judge(unsigned), at: unsigned).values.first == .whoActs)
    #expect(try net.judge(signed).found.isEmpty)
    // A key binds those too who go back to a commit from before it.
    let older = try net.commit(by: "claire", on: [first], post)
    #expect(try net.clauses(net.judge(entered, older), at: older).values.first == .whoActs)
  }

  @Test func whoeverDeletesTheirCardIsStillKnown() throws {
    let gone = try net.commit(by: "paul", on: [first], ["people/paul.md": nil])
    let edited = try net.commit(by: "paul", on: [gone], [Net.post: Net.text("Mine.")])
    #expect(try net.judge(edited).found.isEmpty)
    // Nobody else can take the address.
    let twice = try net.commit(
      by: "paul", on: [gone], ["people/eve.md": Net.front("name: Eve", "email: paul@example.org")])
    #expect(try net.clauses(net.judge(twice), at: twice) == ["people/eve.md": .conflicts])
  }

  // MARK: R2, and what was right last

  @Test func whatAnotherChangedKeepsItsLastRightfulVersion() throws {
    let rightful = try net.blob(Net.text("Question of Paul."))
    let one = try net.commit(by: "claire", on: [first], [Net.post: Net.text("Twisted.")])
    let two = try net.commit(by: "anna", on: [one], [Net.post: Net.text("Twisted more.")])
    let judge = try net.judge(two)
    #expect(judge.found.map(\.verdict.rightful) == [rightful, rightful])
    #expect(judge.found.map(\.verdict.committer) == ["claire", "anna"])
    #expect(try judge.judgement.disputes(in: first, of: net.repository).isEmpty)
    // What Paul writes over it has a right again.
    let own = try net.commit(by: "paul", on: [two], [Net.post: Net.text("Again mine.")])
    #expect(try net.clauses(net.judge(own), at: own).isEmpty)
  }

  @Test func anybodyRestoresTheLastRightfulVersion() throws {
    let removed = try net.commit(by: "claire", on: [first], [Net.post: nil])
    #expect(try net.clauses(net.judge(removed), at: removed) == [Net.post: .owners])
    let back = try net.commit(by: "claire", on: [removed], [Net.post: Net.text("Question of Paul.")])
    let judge = try net.judge(back)
    #expect(judge.found.count == 1)
    #expect(try net.clauses(judge, at: back).isEmpty)
    // An older version is not the last rightful one.
    let edited = try net.commit(by: "paul", on: [first], [Net.post: Net.text("Edited.")])
    let twisted = try net.commit(by: "claire", on: [edited], [Net.post: Net.text("Twisted.")])
    let old = try net.commit(by: "claire", on: [twisted], [Net.post: Net.text("Question of Paul.")])
    #expect(try net.clauses(net.judge(old), at: old) == [Net.post: .owners])
  }

  @Test func whatIsDisputedStaysSoWhenItsThreadMoves() throws {
    let folder = RecordPath.folder(of: Net.post)
    let reply = "\(folder)/replies/7k2m9x4q1abe.md"
    let forged = Net.front("id: 7k2m9x4q1abe", "author: anna") + "\nForged.\n"
    let one = try net.commit(by: "claire", on: [first], [reply: forged])
    let moved = "communities/idf/posts/2027/02/u-7k2m9x4q1abc"
    let two = try net.commit(
      by: "paul", on: [one],
      [
        Net.post: nil, "\(moved)/post.md": Net.text("Question of Paul."), reply: nil,
        "\(moved)/replies/7k2m9x4q1abe.md": forged,
      ])
    #expect(try net.clauses(net.judge(two), at: two) == ["\(moved)/replies/7k2m9x4q1abe.md": .owners])
  }

  @Test func aThreadThatGoesBackToItsPlaceIsRightfulThere() throws {
    let moved = "communities/idf/posts/2027/02/u-7k2m9x4q1abc/post.md"
    let text = Net.text("Question of Paul.")
    let away = try net.commit(by: "claire", on: [first], [Net.post: nil, moved: text])
    let judge = try net.judge(away)
    #expect(try net.clauses(judge, at: away) == [Net.post: .owners, moved: .owners])
    let back = try net.commit(by: "claire", on: [away], [Net.post: text, moved: nil])
    try judge.judge([back])
    #expect(try net.clauses(judge, at: back).isEmpty)
  }

  @Test func whatItsAuthorRemovedNobodyElseRemoves() throws {
    let own = try net.commit(by: "paul", on: [first], [Net.post: nil])
    let other = try net.commit(by: "claire", on: [first], [Net.post: nil])
    for judge in [try net.judge(own, other), try net.judge(other, own)] {
      #expect(try net.clauses(judge, at: own).isEmpty)
    }
    // Once it is there again, nobody else may take it away.
    let back = try net.commit(by: "paul", on: [own], [Net.post: Net.text("Back.")])
    let again = try net.commit(by: "claire", on: [back], [Net.post: nil])
    #expect(try net.clauses(net.judge(again), at: again) == [Net.post: .owners])
  }

  // MARK: R4

  @Test func aRemovedStewardCannotActFromAnOlderCommit() throws {
    let both = try net.commit(
      by: "anna", on: [first], ["network.md": Net.front("name: N", "format: 2", "stewards: [anna, paul]")])
    let removed = try net.commit(
      by: "anna", on: [both], ["network.md": Net.front("name: N", "format: 2", "stewards: [anna]")])
    let late = try net.commit(
      by: "paul", on: [both], ["network.md": Net.front("name: P", "format: 2", "stewards: [paul]")])
    #expect(try net.clauses(net.judge(removed, late), at: late) == ["network.md": .networkStewards])
    // A clone that had his first takes it for what it was then.
    #expect(try net.clauses(net.judge(late, removed), at: late).isEmpty)
  }

  // MARK: R9

  @Test func r9AMergeByTheRulesIsNobodysAct() throws {
    let one = try net.commit(by: "paul", on: [first], [Net.post: Net.text("Edited by Paul.")])
    let other = try net.commit(
      by: "claire", on: [first], ["people/claire.md": Net.person("Claire", "region: IDF")])
    let merge = try net.merge(one, other)
    #expect(try net.judge(merge).found.isEmpty)
  }

  @Test func r9WhatAMergeHasBesidesIsAnActOfItsAuthor() throws {
    let one = try net.commit(by: "paul", on: [first], [Net.post: Net.text("Edited by Paul.")])
    let other = try net.commit(
      by: "claire", on: [first], ["people/claire.md": Net.person("Claire", "region: IDF")])
    // Claire's own card is hers in a merge too; Paul's post is not.
    let evil = try net.commit(
      by: "claire", on: [one, other],
      [Net.post: Net.text("Twisted."), "people/claire.md": Net.person("Claire", "region: Sud")])
    #expect(try net.clauses(net.judge(evil), at: evil) == [Net.post: .owners])
    let nobody = try net.commit(by: "ghost", on: [one, other], [Net.post: Net.text("Twisted.")])
    let clauses = try net.clauses(net.judge(nobody), at: nobody)
    #expect(clauses[Net.post] == .merges)
  }

  @Test func r9WhatAMergeMakesOfADisputedVersionIsDisputed() throws {
    let twisted = try net.commit(
      by: "claire", on: [first], [Net.post: Net.text("Question of Paul.", "tags: [twisted]")])
    let edited = try net.commit(by: "paul", on: [first], [Net.post: Net.text("Edited by Paul.")])
    let merge = try net.merge(twisted, edited)
    let judge = try net.judge(merge)
    let dispute = try #require(judge.judgement.disputes(in: merge, of: net.repository).first)
    #expect(dispute.verdict.committer == "claire")
    #expect(dispute.verdict.rightful == (try net.blob(Net.text("Edited by Paul."))))
  }

  @Test func aSecondNetworkBroughtInByAMergeIsJudged() throws {
    let other = try net.commit(by: "eve", on: [], ["network.md": Net.front("name: E", "format: 2")])
    let judge = try net.judge(first, other)
    #expect(try net.clauses(judge, at: other)["network.md"] != nil)
  }

  // MARK: Versions

  @Test func onlyTheAncestorsOfTheUpgradeGoByTheOlderRules() throws {
    let old = try TestHistory()
    var files = Net.network
    files["network.md"] = Net.front("name: N")
    let start = try old.commit(by: "anna", on: [], files)
    let free = try old.commit(by: "claire", on: [start], [Net.post: Net.text("Changed by Claire.")])
    #expect(try old.judge(free).found.isEmpty)
    let upgraded = try old.commit(
      by: "anna", on: [free], ["network.md": Net.front("name: N", "format: 2")])
    let late = try old.commit(by: "claire", on: [start], [Net.post: Net.text("Late.")])
    let after = try old.commit(by: "claire", on: [upgraded], [Net.post: Net.text("After.")])
    let merged = try old.merge(after, late)
    // Whatever was known before the upgrade came.
    for judge in [try old.judge(merged), try old.judge(late, merged), try old.judge(late, upgraded, merged)] {
      #expect(Set(judge.found.map(\.verdict.commit)) == [late, after])
    }
    #expect(try old.clauses(old.judge(upgraded, late), at: late) == [Net.post: .owners])
  }

  @Test func whoeverTakesTheCardAwayAndPutsItBackUpgradesNothing() throws {
    let twisted = try net.commit(by: "claire", on: [first], [Net.post: Net.text("Twisted.")])
    let gone = try net.commit(by: "claire", on: [twisted], ["network.md": nil])
    let back = try net.commit(
      by: "claire", on: [gone], ["network.md": Net.front("name: C", "format: 2", "stewards: [claire]")])
    let judge = try net.judge(back)
    #expect(try net.clauses(judge, at: back) == [Net.post: .owners, "network.md": .networkStewards])
    #expect(try judge.canRestore("network.md", in: gone))
  }

  // MARK: What is kept

  @Test func aJudgementIsReadAsItWasWrittenAndGoesOn() throws {
    let entered = try net.commit(by: "claire", on: [first], key: key, ["people/claire.md": keyed])
    let gone = try net.commit(by: "paul", on: [entered], ["people/paul.md": nil])
    let twisted = try net.commit(by: "anna", on: [gone], [Net.post: Net.text("Twisted.")])
    let removed = try net.commit(by: "anna", on: [twisted], ["communities/idf/community.md": nil])
    let judgement = try net.judge(removed).judgement
    let file = JudgementFile(in: net.folder)
    try file.write(judgement)
    #expect(try file.read() == judgement)
    let next = try net.commit(by: "claire", on: [removed], [Net.post: Net.text("More.")])
    let whole = try net.judge(next).judgement
    #expect(try net.judge(next, from: file.read()).judgement == whole)
  }

  @Test func aCloneJudgesTheNewestCommitsAndTakesTheOthersAsTheyAre() throws {
    let twisted = try net.commit(by: "claire", on: [first], [Net.post: Net.text("Twisted.")])
    var tip = twisted
    for count in 0..<20 {
      tip = try net.commit(by: "paul", on: [tip], ["people/paul.md": Net.person("Paul", "team: t\(count)")])
    }
    let last = try net.commit(by: "claire", on: [tip], [Net.post: Net.text("Twisted again.")])
    let judge = Judge(net.repository, isPrivate: false, from: nil)
    try judge.judge([last], limit: 10)
    #expect(judge.found.map(\.verdict.commit) == [last])
    #expect(judge.found.first?.verdict.rightful == (try net.blob(Net.text("Twisted."))))
    #expect(try net.judge(last).found.count == 2)
  }
}
