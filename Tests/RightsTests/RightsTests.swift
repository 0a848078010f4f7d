import Records
import Rights
import Testing

private typealias Net = TestGround

/// Each clause of Rights.md as a table: who does what, and the clause that it breaks.
@Suite struct RightsTests {
  private let net = Net.network

  /// One line of a table.
  private func expect(
    _ clause: Clause?, _ who: String, key: String? = nil, proved: Bool = false, _ path: String,
    _ text: String?,
    in ground: TestGround? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try (ground ?? net).clause(who, key: key, proved: proved, path, text)
    #expect(found == clause, "\(who): \(path)", sourceLocation: sourceLocation)
  }

  private static func post(by author: String) -> String {
    Net.front("id: 7k2m9x4q1abz", "title: T", "kind: question", "author: \(author)")
  }
  private static let newPost = "communities/idf/posts/2027/01/n-7k2m9x4q1abz/post.md"

  // MARK: R1

  @Test func r1AnAddressSpeaksForItsCardUntilTheCardHasAKey() throws {
    try expect(nil, "paul", Self.newPost, Self.post(by: "paul"))
    try expect(nil, "PAUL@Example.org", Self.newPost, Self.post(by: "paul"))
    try expect(.whoActs, "claire", Self.newPost, Self.post(by: "claire"))
    try expect(.whoActs, "claire", key: "K2", Self.newPost, Self.post(by: "claire"))
    try expect(nil, "claire", key: "K1", Self.newPost, Self.post(by: "claire"))
    // A stranger is nobody, whoever's name the record bears.
    try expect(.owners, "mallory", Self.newPost, Self.post(by: "paul"))
    try expect(.whoActs, "mallory", "network.md", net.with("network.md", "name: M"))
  }

  @Test func r1AClaimNamesWhomItSpeaksFor() throws {
    let breach = try #require(net.breaches("claire", [Self.newPost: Self.post(by: "claire")])[Self.newPost])
    #expect(breach == Breach(.whoActs, owner: "claire", isClaim: true))
  }

  @Test func r1ARestrictionBindsWhatDoesNotKnowOfIt() throws {
    var bound = net
    bound.restrictions.keyed = ["paul"]
    try expect(.whoActs, "paul", Self.newPost, Self.post(by: "paul"), in: bound)
    bound = net
    bound.restrictions.removed = [.init(nil, "anna")]
    try expect(.networkStewards, "anna", "network.md", net.with("network.md", "name: M"), in: bound)
    bound.restrictions.removed = [.init(Slug(rawValue: "idf"), "ines")]
    try expect(
      .communityStewards, "ines", "communities/idf/community.md",
      net.with("communities/idf/community.md", "title: X"), in: bound)
    bound = net
    bound.restrictions.ended = [.init("claire", "K1"): nil]
    try expect(.whoActs, "claire", key: "K1", Self.newPost, Self.post(by: "claire"), in: bound)
  }

  @Test func r1WhatAChangeTakesIsNotedAndWhatItLeavesIsNot() throws {
    let day = try #require(CalendarDay("2027-03-01"))
    var taken = Restrictions()
    func note(_ path: String, _ before: String, _ after: String, by actor: String = "anna") throws {
      taken.note(
        Change(path, to: .record(try Document(parsing: after))), before: try Document(parsing: before),
        by: [actor],
        on: day)
    }
    try note("network.md", Net.front("stewards: [anna, paul]"), Net.front("stewards: [anna]"))
    #expect(taken.removed == [.init(nil, "paul")])
    // Who edits something else in an older version gives nothing back.
    try note(
      "network.md", Net.front("stewards: [anna, paul]"), Net.front("stewards: [anna, paul]", "name: X"))
    #expect(taken.removed == [.init(nil, "paul")])
    try note("network.md", Net.front("stewards: [anna]"), Net.front("stewards: [anna, paul]"))
    #expect(taken.removed.isEmpty)

    let (one, two) = (
      Net.front("keys: [{sign: A}]"), Net.front("keys: [{sign: A, until: 2027-03-01}, {sign: B}]")
    )
    try note("people/paul.md", Net.front("name: P"), one, by: "paul")
    #expect(taken.keyed == ["paul"])
    try note("people/paul.md", one, two, by: "paul")
    #expect(taken.ended == [.init("paul", "A"): nil])
    try note("people/paul.md", one, Net.front("keys: [{sign: A}]", "team: x"), by: "paul")
    #expect(taken.ended == [.init("paul", "A"): nil])
    // A day to come is an end, not a loss.
    try note(
      "people/paul.md", two, Net.front("keys: [{sign: A, until: 2027-03-01}, {sign: B, until: 2027-09-01}]"))
    #expect(taken.ended[.init("paul", "B")] == .some(CalendarDay("2027-09-01")))

    taken.note(Change("members/paul.md", to: .absent), before: try Document([:]), by: ["anna"], on: day)
    taken.note(Change("members/ines.md", to: .absent), before: try Document([:]), by: ["ines"], on: day)
    #expect(taken.expelled == ["paul"])
    try note("network.md", Net.front("name: N"), Net.front("signatures: required"))
    #expect(taken.asksSignatures)
  }

  // MARK: R2

  @Test func r2ARecordIsChangedByItsAuthor() throws {
    for (path, lines) in [
      (Net.post, "title: X"), (Net.reply, "to: 7k2m9x4q1abz"), (Net.link, "title: X"),
      (Net.leave, "to: 2027-02-01"),
      (Net.event, "title: X"), ("templates/rota.md", "title: X"), ("people/paul.md", "team: y"),
    ] {
      let text = try net.with(path, lines)
      try expect(nil, "paul", path, text)
      try expect(.owners, "ines", path, text)
      try expect(.owners, "new", path, text)
      // Deleting is changing.
      try expect(nil, "paul", path, nil)
      try expect(.owners, "ines", path, nil)
    }
  }

  @Test func r2NobodySpeaksInAnothersName() throws {
    try expect(.owners, "ines", Self.newPost, Self.post(by: "paul"))
    let breach = try #require(net.breaches("ines", [Self.newPost: Self.post(by: "paul")])[Self.newPost])
    #expect(breach.isClaim && breach.owner == "paul")
    // One's own record cannot be given to another, nor another's taken.
    try expect(.owners, "paul", Net.post, net.with(Net.post, "author: ines"))
    try expect(.owners, "ines", Net.post, net.with(Net.post, "author: ines"))
    // A mark says twice whose it is.
    let mark = Net.folder + "/marks/ines.md"
    try expect(nil, "ines", mark, Net.front("author: ines", "useful: [7k2m9x4q1abd]"))
    try expect(.owners, "paul", mark, Net.front("author: paul", "useful: [7k2m9x4q1abd]"))
    // What has no author is nobody's act.
    try expect(.owners, "paul", Self.newPost, "---\n[broken\n---\n")
    try expect(.owners, "paul", Self.newPost, Net.front("title: T"))
  }

  @Test func r2AddingAsksForTheCharterAndOnesOwnCardDoesNot() throws {
    try expect(.owners, "new", Self.newPost, Self.post(by: "new"))
    try expect(nil, "fresh", "people/fresh.md", Net.front("name: F", "email: fresh@example.org"))
    try expect(.owners, "fresh", "people/fresh.md", Net.front("name: F", "email: other@example.org"))
    // All in one act: card, charter, and the first post.
    let all: [String: String?] = [
      "people/fresh.md": Net.front("name: F", "email: fresh@example.org", "charter: 1"),
      Self.newPost: Self.post(by: "fresh"),
    ]
    #expect(try net.clauses("fresh", all).isEmpty)
    #expect(
      try net.clauses(
        "new", ["people/new.md": net.with("people/new.md", "charter: 1"), Self.newPost: Self.post(by: "new")]
      ).isEmpty)
    #expect(try net.clauses("new", ["logo.png": "x"]) == ["logo.png": .owners])
    #expect(try net.clauses("paul", ["logo.png": "x"]).isEmpty)
  }

  @Test func r2PicturesAreOfTheRecordThatShowsThem() throws {
    try expect(nil, "paul", Net.folder + "/a.png", "x")
    try expect(.owners, "ines", Net.folder + "/a.png", nil)
    let both: [String: String?] = [
      Self.newPost: Self.post(by: "paul"), RecordPath.folder(of: Self.newPost) + "/p.png": "x",
    ]
    #expect(try net.clauses("paul", both).isEmpty)
    #expect(try net.clauses("ines", both).count == 2)
  }

  @Test func r2WhoMovesAThreadTakesAlongWhatIsInIt() throws {
    let new = "communities/idf/posts/2027/02/new-7k2m9x4q1abc"
    func moved(_ who: String, edited: Bool = false) throws -> [String: Breach] {
      let post = try Document(parsing: try #require(net.files[Net.post]))
      let reply = try Document(parsing: try #require(replied.files[Net.reply]))
      let name = "/replies/7k2m9x4q1abd.md"
      return try Rights.breaches(
        of: [
          Change(Net.post, to: .absent, twin: new + "/post.md"),
          Change(new + "/post.md", to: .record(post), twin: Net.post),
          Change(Net.folder + name, to: .absent, twin: edited ? nil : new + name),
          Change(new + name, to: .record(reply), twin: edited ? nil : Net.folder + name),
        ], by: Committer(email: who + "@example.org", on: CalendarDay(daysSince1970: 20_000)),
        on: replied.ground)
    }
    var replied = net
    replied.files[Net.reply] = Net.front("id: 7k2m9x4q1abd", "author: claire")
    #expect(try moved("paul").isEmpty)
    #expect(try moved("ines").count == 4)
    #expect(try moved("paul", edited: true).count == 2)
  }

  @Test func r2AnyMemberBringsTogetherWhatWasTornApart() throws {
    let torn = "communities/idf/posts/2027/02/old-7k2m9x4q1abc"
    let name = "/replies/7k2m9x4q1abz.md"
    var net = net
    net.files[torn + name] = Net.front("id: 7k2m9x4q1abz", "author: claire")
    let reply = try Document(parsing: try #require(net.files[torn + name]))
    func breaches(_ who: String, to place: String, in net: TestGround) throws -> Int {
      try Rights.breaches(
        of: [
          Change(torn + name, to: .absent, twin: place),
          Change(place, to: .record(reply), isNew: true, twin: torn + name),
        ], by: Committer(email: who + "@example.org", on: CalendarDay(daysSince1970: 20_000)),
        on: net.ground
      ).count
    }
    #expect(try breaches("ines", to: Net.folder + name, in: net) == 0)
    #expect(try breaches("ines", to: Net.folder + "/replies/7k2m9x4q1abz.conflict-0123abcd.md", in: net) == 0)
    #expect(try breaches("new", to: Net.folder + name, in: net) == 2)
    // Under another name, to another thread, to where no post is, or away from a post, it is no reunion.
    for place in [
      Net.folder + "/replies/7k2m9x4q1aby.md", "communities/idf/posts/2027/02/x-7k2m9x4q1abx" + name,
      "communities/idf/posts/2027/03/new-7k2m9x4q1abc" + name,
    ] {
      #expect(try breaches("ines", to: place, in: net) == 2, "\(place)")
    }
    net.files[torn + "/post.md"] = net.files[Net.post]
    #expect(try breaches("ines", to: Net.folder + name, in: net) == 2)
  }

  @Test func r2ALinksStateIsAnybodys() throws {
    try expect(nil, "ines", Net.link, net.with(Net.link, "status: broken", "checked: 2027-01-01"))
    try expect(.owners, "ines", Net.link, net.with(Net.link, "status: broken", "url: https://evil.example"))
    try expect(.owners, "new", Net.link, net.with(Net.link, "status: broken"))
  }

  @Test func r2AHostEntersAnswersThatCameByMail() throws {
    let rsvp = "events/2027/e-7k2m9x4q1abg/rsvps/ines.md"
    try expect(nil, "ines", rsvp, Net.front("author: ines", "answer: yes"))
    try expect(nil, "paul", rsvp, Net.front("author: ines", "answer: yes", "entered_by: paul"))
    try expect(.owners, "paul", rsvp, Net.front("author: ines", "answer: yes"))
    try expect(.owners, "anna", rsvp, Net.front("author: ines", "answer: yes", "entered_by: anna"))
  }

  /// The host closes, the trustee opens, witnesses speak for themselves, and what is computed may be written by any member.
  @Test func r2AContestEndsByItsHostAndItsTrustee() throws {
    var net = net
    let folder = "contests/2027/c-7k2m9x4q1abj"
    net.files[folder + "/contest.md"] = Net.front(
      "id: 7k2m9x4q1abj", "title: C", "mode: vote", "host: paul", "trustee: {handle: ines, age: age1x}")
    net.results[folder] = Net.front("winners: [anna]")
    let cases: [(file: String, text: String?, right: String, wrong: [String])] = [
      ("closed.md", Net.front("created: 2027-01-01T10:00:00Z"), "paul", ["ines", "anna", "new"]),
      ("opened.md", Net.front("created: 2027-01-01T10:00:00Z"), "ines", ["paul", "anna", "new"]),
      ("witnesses/anna.md", Net.front("author: anna", "value: 1"), "anna", ["paul", "ines"]),
      ("votes/anna.md", Net.front("author: anna", "commitment: c"), "anna", ["paul", "ines"]),
      ("result.md", Net.front("winners: [anna]"), "anna", ["new"]),
    ]
    for (file, text, right, wrong) in cases {
      try expect(nil, right, "\(folder)/\(file)", text, in: net)
      for who in wrong { try expect(.owners, who, "\(folder)/\(file)", text, in: net) }
    }
    try expect(.owners, "anna", folder + "/result.md", Net.front("winners: [paul]"), in: net)
    net.files[folder + "/result.md"] = Net.front("winners: [anna]")
    try expect(.owners, "anna", folder + "/result.md", nil, in: net)
    net.files[folder + "/closed.md"] = Net.front("created: 2027-01-01T10:00:00Z")
    try expect(.owners, "ines", folder + "/closed.md", nil, in: net)
  }

  @Test func r2AnybodyRestoresALastRightfulVersion() throws {
    let committer = Committer(email: "ines@example.org", on: CalendarDay(daysSince1970: 20_000))
    let document = try Document(parsing: try #require(net.files[Net.post]))
    let restored = Change(Net.post, to: .record(document), isRestored: true)
    #expect(try Rights.breaches(of: [restored], by: committer, on: net.ground).isEmpty)
  }

  // MARK: R3, R4

  @Test func r3StewardsOfACommunity() throws {
    let (idf, sud) = ("communities/idf/community.md", "communities/sud/community.md")
    try expect(nil, "ines", idf, net.with(idf, "archived: true"))
    try expect(.communityStewards, "paul", idf, net.with(idf, "archived: true"))
    try expect(.communityStewards, "anna", idf, net.with(idf, "archived: true"))
    // Without stewards of its own, the network's.
    try expect(nil, "anna", sud, net.with(sud, "archived: true"))
    try expect(.communityStewards, "ines", sud, net.with(sud, "archived: true"))
    #expect(try net.breaches("paul", [idf: nil])[idf]?.allowed == ["ines"])
    // Whoever makes one is its steward.
    try expect(
      nil, "paul", "communities/x/community.md", Net.front("title: X", "theme: x", "stewards: [paul, ines]"))
    try expect(
      .communityStewards, "paul", "communities/x/community.md", Net.front("title: X", "stewards: [ines]"))
    try expect(
      .communityStewards, "new", "communities/x/community.md", Net.front("title: X", "stewards: [new]"))
  }

  @Test func r3AStewardWithdrawsAndWritesNoWord() throws {
    for path in [Net.post, Net.reply] {
      try expect(nil, "ines", path, net.with(path, "withdrawn: 2027-03-01T00:00:00Z", "takeaway:", words: ""))
      try expect(.owners, "ines", path, net.with(path, "withdrawn: 2027-03-01T00:00:00Z", words: "Mine."))
      try expect(
        .owners, "ines", path, net.with(path, "withdrawn: 2027-03-01T00:00:00Z", "title: X", words: ""))
      try expect(.owners, "anna", path, net.with(path, "withdrawn: 2027-03-01T00:00:00Z", words: ""))
      try expect(nil, "ines", path, net.with(path, "cool_until: 2027-03-01T00:00:00Z"))
      try expect(.owners, "ines", path, nil)
    }
    // Its pictures go with it.
    let text = try net.with(Net.post, "withdrawn: 2027-03-01T00:00:00Z", words: "")
    #expect(try net.clauses("ines", [Net.post: text, Net.folder + "/a.png": nil]).isEmpty)
    #expect(try net.clauses("ines", [Net.post: text, Net.folder + "/a.png": "x"]).count == 1)
  }

  @Test func r4StewardsOfTheNetwork() throws {
    for (path, text) in [
      ("network.md", try net.with("network.md", "name: M")), ("charter.md", Net.front("revision: 2")),
      ("charter.en.md", Net.front("revision: 1")), ("holidays/x.ics", "x"), (".gitattributes", "x"),
      (".gitignore", ""),
    ] {
      try expect(nil, "anna", path, text)
      try expect(.networkStewards, "paul", path, text)
    }
    try expect(nil, "anna", Net.link, nil)
    try expect(nil, "anna", "templates/rota.md", net.with("templates/rota.md", "title: X"))
    try expect(.owners, "anna", "templates/rota.md", net.with("templates/rota.md", "added_by: anna"))
    try expect(nil, "anna", "people/paul.md", net.with("people/paul.md", "left: 2027-03-31"))
    try expect(
      nil, "anna", "people/claire.md", net.with("people/claire.md", "keys: [{sign: K1}, {sign: K2}]"))
    try expect(.owners, "anna", "people/paul.md", net.with("people/paul.md", "email: anna2@example.org"))
    try expect(.owners, "anna", "people/paul.md", nil)
  }

  @Test func r4TheLastStewardCannotGo() throws {
    try expect(nil, "anna", "network.md", net.with("network.md", "stewards: [paul]"))
    try expect(.networkStewards, "anna", "network.md", net.with("network.md", "stewards:"))
    try expect(.networkStewards, "anna", "network.md", net.with("network.md", "stewards: [nobody]"))
    try expect(.networkStewards, "anna", "network.md", net.with("network.md", "format: 1"))
    try expect(.networkStewards, "anna", "network.md", nil)
    // A network that names none has who made its first commit.
    var unnamed = net
    unnamed.files["network.md"] = Net.front("name: N", "format: 2")
    try expect(nil, "anna", "network.md", net.with("network.md", "name: M"), in: unnamed)
    try expect(.networkStewards, "paul", "network.md", net.with("network.md", "name: M"), in: unnamed)
  }

  // MARK: R5, R6, R7

  @Test func r5AFirstKeySignsItsOwnEntry() throws {
    let first = try net.with("people/paul.md", "keys: [{device: a, sign: P1}]")
    try expect(nil, "paul", key: "P1", "people/paul.md", first)
    try expect(.keys, "paul", "people/paul.md", first)
    try expect(.keys, "paul", key: "P2", "people/paul.md", first)
    let second = try net.with("people/claire.md", "keys: [{device: a, sign: K1}, {device: b, sign: K2}]")
    try expect(nil, "claire", key: "K1", "people/claire.md", second)
    try expect(.whoActs, "claire", key: "K2", "people/claire.md", second)
    try expect(.whoActs, "claire", "people/claire.md", second)
  }

  @Test func r5UntilEndsAKey() throws {
    var ended = net
    ended.files["people/claire.md"] = Net.person(
      "Claire", "keys: [{sign: K1, until: 2027-02-28}, {sign: K2}]")
    try expect(.whoActs, "claire", key: "K1", Self.newPost, Self.post(by: "claire"), in: ended)
    try expect(nil, "claire", key: "K2", Self.newPost, Self.post(by: "claire"), in: ended)
    #expect(
      try ended.clause("claire", key: "K1", on: "2027-02-28", Self.newPost, Self.post(by: "claire")) == nil)
  }

  @Test func r5RequiredSignaturesAskForKeys() throws {
    var strict = net
    strict.files["network.md"] = Net.front("name: N", "format: 2", "stewards: [anna]", "signatures: required")
    try expect(.keys, "paul", Self.newPost, Self.post(by: "paul"), in: strict)
    try expect(nil, "claire", key: "K1", Self.newPost, Self.post(by: "claire"), in: strict)
    let card = try net.with("people/paul.md", "keys: [{device: a, sign: P1}]")
    try expect(nil, "paul", key: "P1", "people/paul.md", card, in: strict)
    let new = Net.front("name: F", "email: fresh@example.org")
    try expect(.keys, "fresh", "people/fresh.md", new, in: strict)
  }

  @Test func r6TwoCardsNeverHaveOneAddress() throws {
    try expect(.conflicts, "paul", "people/aaa.md", Net.front("name: A", "email: PAUL@example.org"))
    try expect(.owners, "ines", "people/aaa.md", Net.front("name: A", "email: PAUL@example.org"))
    try expect(.conflicts, "paul", "people/paul.md", net.with("people/paul.md", "email: ines@example.org"))
    let card = Net.front("name: F", "email: fresh@example.org")
    #expect(
      try net.clauses("fresh", ["people/f1.md": card, "people/f2.md": card]) == ["people/f2.md": .conflicts])
  }

  @Test func r6ConflictsAreSettledByWhoWroteEitherTextOrASteward() throws {
    var torn = net
    let kept = Net.folder + "/post.conflict-12345678.md"
    torn.files[kept] = Self.post(by: "paul")
    for who in ["paul", "ines", "anna"] { try expect(nil, who, kept, nil, in: torn) }
    try expect(.conflicts, "new", kept, nil, in: torn)
    try expect(.conflicts, "mallory", kept, nil, in: torn)
  }

  @Test func r7TheWordsOfSomebodyElseAreTheImporters() throws {
    let text = Net.front("id: 7k2m9x4q1abz", "title: T", "kind: practice", "author: paul", "by: Ines")
    try expect(nil, "paul", Self.newPost, text)
    try expect(.owners, "ines", Self.newPost, text)
  }

  // MARK: R8

  @Test func r8AnAnonymousRecordIsItsKeysHolders() throws {
    let edit = try net.with(Net.anonymous, words: "B.")
    try expect(nil, "anonymous@invalid", proved: true, Net.anonymous, edit)
    try expect(.anonymous, "anonymous@invalid", Net.anonymous, edit)
    try expect(.anonymous, "paul", Net.anonymous, edit)
    try expect(.anonymous, "paul", proved: true, Net.anonymous, net.with(Net.anonymous, "owner: K2"))
    try expect(.anonymous, "paul", proved: true, Net.anonymous, net.with(Net.anonymous, "author: paul"))
    try expect(.anonymous, "paul", Net.anonymous, nil)
    try expect(
      nil, "ines", Net.anonymous, net.with(Net.anonymous, "withdrawn: 2027-03-01T00:00:00Z", words: ""))
    let new = Self.post(by: "anonymous")
    try expect(nil, "anonymous@invalid", Self.newPost, new)
    let owned = new.split(separator: "\n").joined(separator: "\n").dropLast(3) + "owner: K\n---\n"
    try expect(nil, "anonymous@invalid", proved: true, Self.newPost, String(owned))
    try expect(.anonymous, "anonymous@invalid", Self.newPost, String(owned))
  }

  @Test func r8OneWithoutAnOwnerCanOnlyBeWithdrawn() throws {
    var bare = net
    bare.files[Net.anonymous] = Self.post(by: "anonymous") + "\nText.\n"
    let withdrawn = try bare.with(Net.anonymous, "withdrawn: 2027-03-01T00:00:00Z", words: "")
    try expect(
      .anonymous, "anonymous@invalid", proved: true, Net.anonymous, bare.with(Net.anonymous, words: "B"),
      in: bare)
    try expect(.anonymous, "paul", Net.anonymous, withdrawn, in: bare)
    try expect(nil, "ines", Net.anonymous, withdrawn, in: bare)
  }

  // MARK: Private communities

  @Test func r4StewardsOfAPrivateCommunityInviteAndExpel() throws {
    var rh = Net(
      files: [
        "community.md": Net.front("title: RH", "stewards: [anna]"), "members/anna.md": Net.person("Anna"),
        "members/paul.md": Net.person("Paul"),
      ], isPrivate: true)
    try expect(nil, "anna", "members/ines.md", Net.person("Ines"), in: rh)
    try expect(nil, "anna", "members/paul.md", nil, in: rh)
    try expect(.communityStewards, "paul", "members/ines.md", Net.person("Ines"), in: rh)
    try expect(.communityStewards, "paul", "members/anna.md", nil, in: rh)
    try expect(nil, "paul", "members/paul.md", rh.with("members/paul.md", "subscription: digest"), in: rh)
    let post = "posts/2027/01/n-7k2m9x4q1abz/post.md"
    try expect(nil, "paul", post, Self.post(by: "paul"), in: rh)
    try expect(.anonymous, "paul", post, Self.post(by: "anonymous"), in: rh)
    rh.restrictions.expelled = ["paul"]
    try expect(.owners, "paul", post, Self.post(by: "paul"), in: rh)
    // Where all stewards are gone, who joined first.
    rh = Net(
      files: ["community.md": Net.front("stewards: [gone]"), "members/anna.md": Net.person("Anna")],
      isPrivate: true)
    try expect(nil, "anna", "community.md", Net.front("title: X", "stewards: [anna]"), in: rh)
  }

  @Test func r2AFileThatIsNoRecordIsAnyMembers() throws {
    try expect(nil, "paul", "people/x.txt", "x")
    try expect(nil, "paul", "notes/x.txt", "x")
    try expect(.whoActs, "mallory", "notes/x.txt", "x")
    // But for what stands in a record's folder.
    try expect(nil, "paul", Net.folder + "/x.jpg", "x")
    try expect(.owners, "ines", Net.folder + "/x.jpg", "x")
  }

  @Test func r4WhereAllStewardsAreGoneAMemberTakesOver() throws {
    let card = try net.with("network.md", "stewards: [paul]")
    try expect(.networkStewards, "paul", "network.md", card)
    var orphaned = net
    orphaned.files["people/anna.md"] = nil
    try expect(nil, "paul", "network.md", card, in: orphaned)
    try expect(.networkStewards, "ines", "network.md", card, in: orphaned)
    try expect(.whoActs, "mallory", "network.md", net.with("network.md", "stewards: [mallory]"), in: orphaned)
    try expect(
      .networkStewards, "paul", "network.md", net.with("network.md", "stewards: [paul]", "name: P"),
      in: orphaned)
    orphaned.heir = "ines"
    try expect(.networkStewards, "paul", "network.md", card, in: orphaned)
    var left = net
    left.files["people/anna.md"] = try net.with("people/anna.md", "left: 2027-01-31")
    try expect(nil, "paul", "network.md", card, in: left)
  }
}
