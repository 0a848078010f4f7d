import Testing

@testable import Records

@Suite struct RecordMergeTests {
  private static let base = """
    ---
    id: 7k2m9x4q1abc  # never changes
    title: Congés
    kind: question
    tags: [congés, équipe]
    ---

    Bonjour.

    Merci.

    """

  /// Merges both ways and expects the same; `later` says that the first side's commit is the later one.
  private func merge(
    base: String? = base, _ one: String, _ other: String, later: Bool = false
  ) -> (text: String, kept: String?) {
    let rules = MergeRules(path: "communities/idf/posts/2026/11/conges-7k2m9x4q1abc/post.md", format: 1)
    let sides = [one, other].map { Array($0.utf8) }
    let changes = (0...1).map {
      LastChange(seconds: ($0 == 0) == later ? 20 : 10, commit: [UInt8($0)])
    }
    let merged = RecordMerge.merge(base: base.map { Array($0.utf8) }, sides[0], sides[1], by: rules) {
      (changes[0], changes[1])
    }
    let turned = RecordMerge.merge(base: base.map { Array($0.utf8) }, sides[1], sides[0], by: rules) {
      (changes[1], changes[0])
    }
    #expect(merged == turned)
    return (
      String(decoding: merged.bytes, as: UTF8.self), merged.kept.map { String(decoding: $0, as: UTF8.self) }
    )
  }

  @Test func differentKeysMergeAndOnlyTheirLinesChange() {
    let merged = merge(
      Self.base.replacing("title: Congés", with: "title: 'Les congés'  # better"),
      Self.base.replacing("kind: question", with: "kind: practice\ntakeaway: Un tableau"))
    #expect(
      merged.text
        == Self.base.replacing("title: Congés", with: "title: 'Les congés'  # better")
        .replacing("kind: question", with: "kind: practice\ntakeaway: Un tableau"))
    #expect(merged.kept == nil)
  }

  @Test func ofOneKeyTheLaterEditStaysElseTheLaterCommit() {
    let edited = Self.base.replacing("kind:", with: "edited: 2026-11-23T10:00:00+01:00\nkind:")
    let one = edited.replacing("title: Congés", with: "title: A")
    let other = edited.replacing("title: Congés", with: "title: B")
      .replacing("10:00:00+01:00", with: "09:30:00+00:00")
    #expect(merge(one, other, later: true).text == other)
    let plain = Self.base.replacing("title: Congés", with: "title: A")
    #expect(merge(plain, plain.replacing(": A", with: ": B"), later: true).text == plain)
    #expect(merge(plain, plain.replacing(": A", with: ": B")).text.contains("title: B"))
    // Who edited is later than who did not.
    #expect(merge(plain, other).text == other)
  }

  @Test func listsAndMapsMergeItemByItem() {
    let merged = merge(
      Self.base.replacing("[congés, équipe]", with: "[congés, équipe, rire]"),
      Self.base.replacing("[congés, équipe]", with: "[congés, paie]"), later: true)
    #expect(merged.text == Self.base.replacing("[congés, équipe]", with: "[congés, rire, paie]"))
    let mark = "---\nauthor: bob\ntried:\n  aaaa: worked\n---\n"
    let both = merge(
      base: mark, mark.replacing("worked", with: "worked\n  bbbb: mixed"),
      mark.replacing("worked", with: "failed # alas\n  cccc: worked"), later: true)
    #expect(
      both.text == mark.replacing("worked", with: "failed # alas\n  cccc: worked\n  bbbb: mixed"))
    let card = "---\nsubscriptions: {idf: each, paca: digest}\n---\n"
    let subscribed = merge(
      base: card, card.replacing("digest", with: "digest, est: each"), card.replacing("each", with: "none"))
    #expect(subscribed.text == card.replacing("each, paca: digest", with: "none, paca: digest, est: each"))
  }

  @Test func mapsInAListAreKnownByTheirName() {
    let base = "---\nkeys:\n  - {device: phone, age: a1}\n---\n"
    let merged = merge(
      base: base, base.replacing("a1", with: "a2"),
      base.replacing("a1}", with: "a1, sign: s1}\n  - {device: laptop, age: b1}"))
    let keys = "  - {device: phone, age: a2, sign: s1}\n  - {device: laptop, age: b1}"
    #expect(
      (try? Document(parsing: merged.text))?["keys"]
        == (try? Document(parsing: "---\nk:\n\(keys)\n---\n"))?["k"])
  }

  /// Two of one name are two: to know them by it would lose one.
  @Test func mapsOfOneNameAreKnownByAllThatTheySay() {
    let base = "---\nkeys:\n  - {device: phone, age: a1}\n  - {device: phone, age: a2}\n---\n"
    let merged = merge(
      base: base, base.replacing("a2}", with: "a2}\n  - {device: phone, age: a3}"),
      base.replacing("a2}", with: "a2}\n  - {device: laptop, age: b1}"), later: true)
    let keys = ["a1", "a2", "a3"].map { "  - {device: phone, age: \($0)}\n" }.joined()
    #expect(
      (try? Document(parsing: merged.text))?["keys"]
        == (try? Document(parsing: "---\nk:\n\(keys)  - {device: laptop, age: b1}\n---\n"))?["k"])
  }

  @Test(arguments: [
    // An item that stands there twice; a new order and a new item; an item without its brackets.
    ("[a, a]", "[a, a, b]", "[a, a, c]", "[a, a, b, c]"),
    ("[a, b, c]", "[a, b, c, d]", "[c, b, a]", "[c, d, b, a]"),
    ("a", "[a, b]", "c", "[b, c]"), ("a", "c", "[a, b]", "[c, b]"),
  ])
  func aListIsAnOrderedSetOfItems(base: String, one: String, other: String, merged: String) {
    let texts = [base, one, other, merged].map { "---\ntags: \($0)\n---\n" }
    #expect(merge(base: texts[0], texts[1], texts[2], later: true).text == texts[3])
  }

  @Test func whoTakesAWithdrawalBackIsNotOverruledByWhoDidNot() {
    let base = Self.base.replacing("kind:", with: "withdrawn: 2026-11-20T10:00:00Z\nkind:")
    let again = Self.base.replacing("title: Congés", with: "title: A")
      .replacing("kind:", with: "edited: 2026-11-23T10:00:00+01:00\nkind:")
    let merged = merge(base: base, again, base.replacing("title: Congés", with: "title: B"))
    #expect(merged.text == again)
  }

  @Test func whatIsChangedHereAndRemovedThereStays() {
    let without = Self.base.replacing("tags: [congés, équipe]\n", with: "")
    let changed = Self.base.replacing("équipe]", with: "rire]")
    #expect(merge(without, changed).text == changed)
    #expect(
      merge(without, Self.base.replacing("Merci", with: "Bien")).text
        == without.replacing("Merci", with: "Bien"))
  }

  @Test func aBodyThatDoesNotMergeIsTheWinnersAndTheOthersFileIsKept() {
    let one = Self.base.replacing("Bonjour.", with: "Salut.").replacing("kind: question", with: "kind: news")
    let other = Self.base.replacing("Bonjour.", with: "Bonsoir.").replacing("title: Congés", with: "title: B")
    let merged = merge(one, other, later: true)
    #expect(merged.text == one.replacing("title: Congés", with: "title: B"))
    #expect(merged.kept == other)
    let lines = merge(
      Self.base.replacing("Bonjour.", with: "Salut."),
      Self.base.replacing("Merci.", with: "Merci.\n\nÀ vous."))
    #expect(
      lines.text
        == Self.base.replacing("Bonjour.", with: "Salut.").replacing("Merci.", with: "Merci.\n\nÀ vous."))
    #expect(lines.kept == nil)
  }

  @Test func aWithdrawalWinsOverAnEditWhoseTextIsKept() {
    let withdrawn =
      "---\nid: 7k2m9x4q1abc  # never changes\ntitle: Congés\nkind: question\nwithdrawn: 2026-11-20T10:00:00Z\n---\n"
    let edited = Self.base.replacing("Merci.", with: "Merci à tous.").replacing("équipe", with: "rire")
      .replacing("kind:", with: "edited: 2026-11-23T10:00:00+01:00\nkind:")
    let merged = merge(withdrawn, edited)
    #expect(merged.text == withdrawn.replacing("kind:", with: "edited: 2026-11-23T10:00:00+01:00\nkind:"))
    #expect(merged.kept == edited)
  }

  @Test func formsOfTextDoNotMatter() {
    let crlf = "\u{feff}" + Self.base.replacing("\n", with: "\r\n").replacing("é", with: "e\u{301}")
    let changed = Self.base.replacing("Merci", with: "Bien")
    #expect(Array(merge(crlf, changed).text.utf8) == Array(changed.utf8))
    #expect(Array(merge(base: crlf, changed, Self.base).text.utf8) == Array(changed.utf8))
    #expect(merge(crlf, Self.base.replacing("\n", with: "\r\n")).text == Self.base)
  }

  @Test func bothAddedTheSameFile() {
    let other = Self.base.replacing("équipe", with: "rire")
    let merged = merge(base: nil, Self.base, other)
    #expect(merged.text == Self.base.replacing("équipe]", with: "rire, équipe]"))
    #expect(merged.kept == nil)
  }

  @Test func commentsOfBothSidesStay() {
    let one = Self.base.replacing("kind:", with: "# one\nkind:").replacing(
      "---\n\nB", with: "# end\n---\n\nB")
    let other = Self.base.replacing("kind:", with: "# other\nkind:").replacing(
      "title: Congés", with: "title: Congés # hm")
    let merged = merge(one, other)
    #expect(
      merged.text
        == one.replacing("# one", with: "# other\n# one").replacing(
          "title: Congés", with: "title: Congés # hm"))
    // A value that one changed goes into the form that the other gave it.
    let comment = merge(
      Self.base.replacing("kind: question", with: "kind: question # which?"),
      Self.base.replacing("kind: question", with: "kind: news"))
    #expect(comment.text == Self.base.replacing("kind: question", with: "kind: news # which?"))
  }

  @Test func whatIsNoRecordStaysWholeOnBothSides() {
    let broken = Self.base.replacing("title: Congés", with: "title: [")
    let other = Self.base.replacing("Merci", with: "Bien")
    #expect(merge(broken, other, later: true) == (broken, other))
    #expect(merge(base: "a\n", "b\n", "c\n") == ("c\n", "b\n"))
    // Keys in a one-line map cannot be merged line by line.
    let flow = "---\n{title: a, kind: b}\n---\n"
    #expect(
      merge(base: flow, flow.replacing("a", with: "c"), flow.replacing("b", with: "d"), later: true).kept
        != nil)
    // An alias whose anchor the other side took away.
    let anchor = "---\na: &x 1\nb: 2\n---\n"
    let alias = merge(
      base: anchor, anchor.replacing("b: 2", with: "b: *x"), anchor.replacing("&x ", with: ""))
    #expect(alias.kept != nil)
  }

  @Test func aBrokenBaseCountsAsNone() {
    let merged = merge(base: "---\ntitle: [\n---\n", Self.base, Self.base.replacing("équipe", with: "rire"))
    #expect(merged.text.contains("tags: [congés, rire, équipe]"))
  }
}

@Suite struct ConflictNameTests {
  @Test func theNameStandsBesideTheOther() {
    for (path, kept) in [
      ("people/alice.md", "people/alice.conflict-0123abcd.md"),
      (".gitignore", ".gitignore.conflict-0123abcd"),
      ("a/photo.old.png", "a/photo.old.conflict-0123abcd.png"), ("LICENSE", "LICENSE.conflict-0123abcd"),
      ("a.b/c", "a.b/c.conflict-0123abcd"), ("a.", "a..conflict-0123abcd"),
    ] {
      #expect(ConflictName.path(beside: path, digits: "0123abcd") == kept)
      #expect(ConflictName.original(of: kept) == path)
      #expect(RecordPath(kept) == nil)
    }
    let long = "a/" + String(repeating: "é", count: 120) + ".md"
    #expect(ConflictName.path(beside: long, digits: "0123abcd").utf8.count <= 257)
  }

  @Test func otherNamesAreNotTaken() {
    for path in [
      "a.conflict-xyz.md", "a.conflict-0123abc.md", "conflict-0123abcd.md", ".conflict-0123abcd.md", "a/b.md",
      "a.conflict-0123abcd/b.md", "a.conflict-0123abcd.b.md",
    ] {
      #expect(ConflictName.original(of: path) == nil, "\(path)")
    }
    #expect(RecordPath("people/a.conflict-0123abcd.md") == nil)
    #expect(RecordPath("people/a.conflict-x.md") != nil)
  }
}
