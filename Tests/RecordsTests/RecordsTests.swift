import Testing

@testable import Records

@Suite struct NamesTests {
  @Test(arguments: ["idf", "claire.martin", "a", "2026-notes", "a-b.c"]) func aNameIsTaken(_ text: String) {
    #expect(Slug(rawValue: text)?.rawValue == text)
  }

  @Test(arguments: [
    "", "..", ".", "a/b", "../x", "-a", "a-", ".git", "a..b", "A", "é", "a b", "a\0",
    String(repeating: "a", count: 65),
  ])
  func aNameIsRefused(_ text: String) { #expect(Slug(rawValue: text) == nil) }

  @Test func anIdHasTwelveSymbolsAndTheSeedDecides() {
    var first = SystemRandomNumberGenerator()
    let id = RecordID(random: &first)
    #expect(RecordID(rawValue: id.rawValue) == id)
    #expect(RecordID(rawValue: "abcdefghijkl") == nil)
    #expect(RecordID(rawValue: "0123456789a") == nil)
  }
}

@Suite struct TimeTests {
  @Test(arguments: ["1970-01-01", "2000-02-29", "2026-11-23", "9999-12-31", "0001-01-01", "1600-03-01"])
  func aDayIsReadAndWrittenBack(_ text: String) { #expect(CalendarDay(text)?.description == text) }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "1900-02-29", "26-01-01", "2026-1-1", "0000-01-01",
    "2026-01-00",
  ])
  func aDayThatIsNoneIsRefused(_ text: String) { #expect(CalendarDay(text) == nil) }

  @Test func daysCountFrom1970() {
    #expect(CalendarDay("1970-01-01")?.daysSince1970 == 0)
    #expect(CalendarDay("2026-11-23")?.daysSince1970 == 20_780)
    #expect(CalendarDay("1969-12-31")?.daysSince1970 == -1)
  }

  @Test(
    arguments: [
      ("2026-11-23T10:00:00+01:00", 1_795_424_400, "2026-11-23T10:00:00+01:00"),
      ("2026-11-23T09:00:00Z", 1_795_424_400, "2026-11-23T09:00:00+00:00"),
      ("2026-11-23 09:00Z", 1_795_424_400, "2026-11-23T09:00:00+00:00"),
      ("2026-11-23T09:00:00.123456Z", 1_795_424_400, "2026-11-23T09:00:00+00:00"),
      ("1969-12-31T23:59:59-05:30", 19_799, "1969-12-31T23:59:59-05:30"),
    ] as [(String, Int64, String)])
  func aMomentIsRead(_ text: String, _ seconds: Int64, _ written: String) {
    #expect(Timestamp(text)?.seconds == seconds)
    #expect(Timestamp(text)?.description == written)
  }

  @Test(arguments: [
    "", "2026-11-23", "2026-11-23T10:00:00", "2026-11-23T25:00:00Z", "2026-11-23T10:00:00+1",
    "2026-11-23T10:00:00.",
  ])
  func aMomentThatIsNoneIsRefused(_ text: String) { #expect(Timestamp(text) == nil) }

  @Test func momentsThatNoClockShowsAreStillShown() {
    for seconds in [Int64.min, .max] {
      let far = Timestamp(secondsSince1970: seconds, offsetMinutes: seconds < 0 ? -6_000 : 6_000)
      #expect(abs(far.day.year) > 30_000 && !far.description.isEmpty)
    }
  }

  @Test func aMomentsDayIsThatOfItsOwnClock() {
    #expect(Timestamp("2026-11-23T23:30:00Z")?.day == CalendarDay("2026-11-23"))
    #expect(Timestamp("2026-11-24T00:30:00+01:00")?.day == CalendarDay("2026-11-24"))
  }
}

@Suite struct TextTests {
  @Test(arguments: [
    ("Congés", "conges"), ("Cœur d’ÉQUIPE", "coeur d'equipe"), ("Straße", "strasse"),
    ("e\u{301}te\u{301}", "ete"),
    ("plain", "plain"), ("Łódź", "lodz"),
  ])
  func wordsFold(_ text: String, _ folded: String) { #expect(fold(text) == folded) }

  @Test(arguments: [
    ("Comment organiser les congés ?", "comment-organiser-les-conges"),
    ("« L’équipe » — 10 %", "l-equipe-10"), ("日本", "x"), ("", "x"), ("../../etc/passwd", "etc-passwd"),
  ])
  func aTitleBecomesAPath(_ title: String, _ path: String) { #expect(pathWords(title) == path) }

  @Test func aLongTitleIsCutAtAWord() {
    let path = pathWords(String(repeating: "organisation ", count: 20))
    #expect(path == "organisation-organisation-organisation-organisation")
    #expect(pathWords(String(repeating: "a", count: 100)).count == 60)
  }

  @Test func readingTakesAMinuteForTwoHundredWords() {
    #expect(readingMinutes("") == 1)
    #expect(readingMinutes(String(repeating: "mot ", count: 200)) == 1)
    #expect(readingMinutes(String(repeating: "mot\n", count: 201)) == 2)
  }
}

@Suite struct RecordPathTests {
  @Test func aPrivateCommunitysPathIsReadAsTheSamePathOfACommunity() throws {
    let post = try #require(
      RecordPath("private/rh/posts/2026/11/qui-suit-7k2m9x4q1abc/replies/7k2m9x4q1abd.md"))
    #expect(post.isPrivate && post.community?.rawValue == "rh" && post.type == .reply)
    #expect(post.thread?.rawValue == "7k2m9x4q1abc")
    let card = try #require(RecordPath("private/rh/community.md"))
    #expect(card.isPrivate && card.type == .community && card.key == "rh")
    let member = try #require(RecordPath("private/rh/members/claire.martin.md"))
    #expect(member.type == .member && member.key == "claire.martin")
    #expect(RecordPath("private/rh/leave/2026/claire-2026-01-02-7k2m9x4q1abc.md")?.type == .absence)
    #expect(RecordPath("communities/rh/community.md")?.isPrivate == false)
    #expect(RecordPath("private/RH/community.md") == nil)
    #expect(RecordPath("private/community.md") == nil)
  }

  /// As characters, a slash and the accent behind it are one.
  @Test func aNameMayBeginWithAnAccent() {
    #expect(RecordPath.folder(of: "a/b/\u{301}x.md") == "a/b")
    #expect(RecordPath.privateCommunity(of: "private/rh/\u{301}x.md")?.rawValue == "rh")
    #expect(
      ConflictName.path(beside: "a/\u{301}x.md", digits: "0123abcd") == "a/\u{301}x.conflict-0123abcd.md")
  }

  @Test func fromItsOwnRootTheSamePathNamesNoCommunity() throws {
    let member = try #require(RecordPath("members/claire.martin.md"))
    #expect(member.type == .member && member.community == nil && !member.isPrivate)
  }

  @Test func thePathsThatAreMadeAreThoseThatAreRead() throws {
    let slug = try #require(Slug(rawValue: "rh"))
    let handle = try #require(Handle(rawValue: "claire.martin"))
    let id = try #require(RecordID(rawValue: "7k2m9x4q1abc"))
    let day = try #require(CalendarDay("2026-03-04"))
    let folder = RecordPath.folder(of: slug, isPrivate: true)
    for (path, type) in [
      (RecordPath.card(ofCommunityIn: folder), RecordType.community),
      (RecordPath.member(handle, of: slug), .member),
      (RecordPath.postFolder(id, title: "Été", in: folder, on: day) + "/post.md", .post),
      (RecordPath.link(id, title: "Été", category: slug, in: folder), .link),
      (RecordPath.absence(id, of: handle, from: day, in: folder), .absence),
    ] {
      #expect(RecordPath(path)?.type == type)
      #expect(RecordPath(path)?.community == slug)
      #expect(RecordPath.privateCommunity(of: path) == slug)
    }
    #expect(RecordPath.privateCommunity(of: RecordPath.link(id, title: "Été", category: slug)) == nil)
  }
}
