import Foundation
import SeededRandom
import Store
import Testing

@testable import Disclosure
@testable import Sync

@Suite struct PrivateNamesTests {
  private static let names = {
    var names = PrivateNames()
    names.add(slug: "plan-social")
    names.add(slug: "rh")
    names.add(title: "Réorganisation de l'équipe œuvre")
    names.add(title: "Réorganisation")
    names.add(title: "Budget")  // one short word is everybody's
    names.add(title: "Qui part ?")
    names.add(title: "…")
    names.add(id: "a85jkddkfqaw")
    names.add(id: "claire.martin")
    return names
  }()

  private func said(_ text: String) -> [String] {
    Self.names.quotes(in: Array(text.utf8)).map {
      "\($0.lines.lowerBound)-\($0.lines.upperBound) \($0.kind) \($0.name)"
    }
  }

  /// Of an everyday word, only the folder that no public text has a reason to name.
  @Test(arguments: [
    "a file of private/rh/posts", "(PRIVATE/RH)", "private/rh.", "refs/heads/private/rh", "private%2Frh",
  ])
  func theFolderOfAShortSlugIsFound(_ text: String) { #expect(said(text) == ["1-1 slug private/rh"]) }

  @Test(arguments: [
    "Send your reports to HR", "a RH b", "rh", "l'rh", "it is private. RH says", "private/rhume",
    "rh/private",
  ])
  func aSlugThatIsAWordMayBeSaid(_ text: String) { #expect(said(text) == []) }

  @Test func aSlugThatIsNoWordIsFoundAsAWholeWord() {
    var names = PrivateNames()
    names.add(slug: "rh-7k2m")
    for text in ["a RH-7k2m b", "(rh-7k2m)", "rh 7K2M", "l’rh-7k2m"] {
      #expect(names.quotes(in: Array(text.utf8)).map(\.name) == ["rh-7k2m"], "\(text)")
    }
    #expect(names.quotes(in: Array("arh-7k2m rh-7k2mx rh".utf8)).isEmpty)
    let isDistinctive = ["rh", "hr", "budget", "equipe1", "rh-7k2m", "plan-social"].map {
      PrivateNames.isDistinctive(slug: $0)
    }
    #expect(isDistinctive == [false, false, false, true, true, true])
  }

  @Test(arguments: [
    "R&eacute;organisation de l&#39;&#233;quipe &oelig;uvre",
    "R%C3%A9organisation%20de%20l'%C3%A9quipe%20%C5%93uvre",
    "Réor\u{AD}ganisation de l'équi\u{200B}pe œuvre", "Réorgani-\nsation de l'équipe œuvre",
    "> Réorgani- \r\n> sation de l'équipe œuvre", "R&#xE9;organisation de l&rsquo;&eacute;&shy;quipe œuvre",
    "a85jk&#100;dkfqaw", "a85j\u{2060}kddkfqaw", "a85jkdd-\nkfqaw",
  ])
  func disguisesAreSeenThrough(_ text: String) { #expect(said(text).count == 1, "\(said(text))") }

  @Test func otherEncodingsAreRead() {
    let title = "Réorganisation de l'équipe œuvre"
    for isBig in [true, false] {
      for mark in [true, false] {
        let units = (mark ? [0xFEFF] : []) + Array("Le projet : \(title).".utf16)
        let bytes = units.flatMap { unit -> [UInt8] in
          let pair = [UInt8(unit >> 8), UInt8(unit & 255)]
          return isBig ? pair : pair.reversed()
        }
        #expect(SearchedText.text(of: bytes).map { Self.names.quotes(in: $0).count } == 1)
      }
    }
    let latin: [UInt8] =
      Array("R".utf8) + [0xE9] + Array("organisation de l'".utf8) + [0xE9] + Array("quipe ".utf8) + [0x9C]
      + Array("uvre".utf8)
    #expect(Self.names.quotes(in: latin).count == 1)
    #expect(SearchedText.text(of: [0x89, 0x50, 0, 1, 2, 0, 0, 5]) == nil)
  }

  @Test(arguments: ["rhume", "arh", "rhé", "r.h", "Budget, budget", "claire.martin", ""])
  func whatIsNotSaidIsNotFound(_ text: String) {
    #expect(said(text) == [])
  }

  @Test(arguments: [
    "REORGANISATION DE L’EQUIPE OEUVRE", "réorganisation de l'équipe œuvre",
    "reorganisation-de-l-equipe-oeuvre-0123456789ab", "Re\u{301}organisation  de l ' e\u{301}quipe œuvre.",
    "> **Réorganisation** de l'équipe, œuvre",
  ])
  func aTitleIsFoundHoweverItIsTyped(_ text: String) {
    #expect(said(text) == ["1-1 title Réorganisation de l'équipe œuvre"])
  }

  @Test func aTitleGoesOnOverALineEnd() {
    #expect(said("a\nQui\npart ?\n") == ["2-3 title Qui part ?"])
    #expect(said("Réorganisation de\nla cour") == ["1-1 title Réorganisation"])
  }

  @Test func anIdIsFoundAnywhere() {
    for text in ["a85jkddkfqaw", "x-A85JKDDKFQAW.md", "mgrnet:a85jkddkfqawé", "zza85jkddkfqawzz"] {
      #expect(said(text) == ["1-1 id a85jkddkfqaw"], "\(text)")
    }
    #expect(said("a85jkddkfqa w") == [])
    #expect(said("\n\na85j kddkfqaw a85jkddkfqaw") == ["3-3 id a85jkddkfqaw"])
  }

  @Test func aSlugOfSeveralWordsIsAllOfThem() {
    #expect(said("le plan-social;\nun Plan social.") == ["1-1 slug plan-social", "2-2 slug plan-social"])
    #expect(said("le plan d'action social") == [])
  }

  @Test func whatIsPublicAsWellMayBeSaid() {
    var names = Self.names
    names.allow(title: "REORGANISATION")
    names.allow(title: "Réorganisation de l'équipe")
    #expect(
      names.quotes(in: Array("réorganisation; réorganisation de l'équipe œuvre".utf8)).map(\.name)
        == ["Réorganisation de l'équipe œuvre"])
  }

  /// A post may have its community's name for a title, and that title may be public.
  @Test(arguments: [true, false]) func aSlugStaysPrivateWhateverIsCalledSo(isFirst: Bool) {
    var names = PrivateNames()
    if isFirst { names.add(slug: "plan-social") }
    names.add(title: "Plan social")
    if !isFirst { names.add(slug: "plan-social") }
    names.allow(title: "Plan social")
    #expect(names.quotes(in: Array("le plan social".utf8)).map(\.kind) == [.slug])
  }

  @Test func aNameIsTheSameOnceItWasWritten() throws {
    let texts = ["Réorganisation de l'équipe œuvre", "Qui part ?", "a 0123456789abcdef b", "œuvre générale"]
    let given = texts.map { PrivateName(.title, $0) } + [PrivateName(.id, "a85jkddkfqaw")]
    for name in given {
      let name = try #require(name)
      let read = try #require(PrivateName(line: name.line.dropLast()))
      #expect(
        read.kind == name.kind && read.first == name.first && read.phrase == name.phrase
          && read.text == name.text)
    }
    for text in ["Budget", "", "…"] { #expect(PrivateName(.title, text) == nil) }
    for line in ["", "t", "t ", "i short", "t 0123456789abcdef 0123456789abcdex x", "x a85jkddkfqaw"] {
      #expect(PrivateName(line: Array(line.utf8)[...]) == nil)
    }
  }

  @Test func whatWasCalledSoOnceStaysPrivate() throws {
    let people = try SealedReplicas(["alice"])
    let alice = people[0]
    func quotes(_ text: String) throws -> [String] {
      var names = PrivateNames()
      try PrivateNameFile(of: alice.network).add(to: &names, withEdits: true)
      return names.quotes(in: Array(text.utf8)).map(\.name)
    }
    #expect(try quotes("ressources humaines, private/rh") == ["private/rh", "Ressources humaines"])
    let path = try alice.post("Fermeture de Metz")
    #expect(try quotes("la FERMETURE de Metz") == ["Fermeture de Metz"])
    let text = try String(contentsOfFile: alice.replica.path + "/" + path, encoding: .utf8)
    try text.replacing("Fermeture de Metz", with: "Rien de neuf").write(
      toFile: alice.replica.path + "/" + path, atomically: true, encoding: .utf8)
    try alice.git("commit", "-qam", "renamed")
    #expect(
      try quotes("Fermeture de Metz\nrien de neuf\nMetz") == ["Fermeture de Metz", "Rien de neuf"])
    // Also where the history that was read is gone.
    try alice.git("commit", "-q", "--amend", "-m", "renamed again")
    try alice.git("reflog", "expire", "--expire=now", "--all")
    try alice.git("gc", "-q", "--prune=now")
    #expect(try quotes("Fermeture de Metz") == ["Fermeture de Metz"])
    #expect(try quotes(String(path.suffix(12 + "/post.md".utf8.count).prefix(12))).count == 1)
  }

  /// Who joins was not there when it was called so, nor was whoever synchronises seldom.
  @Test func theHistoryTellsWhatWasCalledSo() throws {
    let people = try SealedReplicas(["alice", "bob", "carol"], members: 2)
    let (alice, bob, carol) = (people[0], people[1], people[2])
    func quotes(_ text: String, _ person: SealedReplica) throws -> [String] {
      var names = PrivateNames()
      try PrivateNameFile(of: person.network).add(to: &names, withEdits: true)
      return names.quotes(in: Array(text.utf8)).map(\.name)
    }
    #expect(try quotes("la fermeture de Metz", bob).isEmpty)
    let path = try alice.post("Fermeture de Metz")
    let text = try String(contentsOfFile: alice.replica.path + "/" + path, encoding: .utf8)
      .replacing("Fermeture de Metz", with: "Rien de neuf")
    try alice.act { _, _ in Act(subject: "renamed", changes: [.put(path: path, Array(text.utf8))]) }
    try alice.act { _, _ in Act(subject: "gone", changes: [.remove(path: path)]) }
    try alice.invite(carol)
    try alice.sync()
    try bob.sync()
    try people.join(carol)
    for person in people.people {
      #expect(
        try quotes("Fermeture de Metz\nrien de neuf\nMetz", person) == ["Fermeture de Metz", "Rien de neuf"])
    }
    // A file of an earlier version knew less.
    let file = carol.path + "/.git/mgrnet/names"
    try Data("mgrnet names 1\n\(carol.tip)\n".utf8).write(to: URL(fileURLWithPath: file))
    #expect(try quotes("Fermeture de Metz", carol) == ["Fermeture de Metz"])
  }

  @Test func otherBranchesAndUncommittedFilesCount() throws {
    let people = try SealedReplicas(["alice"])
    let alice = people[0]
    let path = try alice.post("Rien de neuf")
    let file = alice.replica.path + "/" + path
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try alice.git("checkout", "-q", "-b", "aside")
    try text.replacing("Rien de neuf", with: "Fermeture de Metz").write(
      toFile: file, atomically: true, encoding: .utf8)
    try alice.git("commit", "-qam", "aside")
    try alice.git("checkout", "-q", "private/rh")
    try text.replacing("Rien de neuf", with: "Fusion avec Nancy").write(
      toFile: file, atomically: true, encoding: .utf8)
    var names = PrivateNames()
    try PrivateNameFile(of: alice.network).add(to: &names, withEdits: true)
    let said = names.quotes(in: Array("fermeture de Metz, fusion avec Nancy".utf8)).map(\.name)
    #expect(said == ["Fermeture de Metz", "Fusion avec Nancy"])
  }

  @Test func anyBytesAreRead() {
    var random = Seeded(state: 3)
    for length in 0..<400 {
      let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      _ = Self.names.quotes(in: bytes)
    }
    #expect(Self.names.quotes(in: [0xFF, 0x20] + Array("private/rh".utf8)).count == 1)
  }

  /// Ten thousand titles that all begin alike, and a megabyte that says their beginning over and over.
  @Test func hostileTitlesCostNoMoreThanOthers() {
    var names = PrivateNames()
    for number in 0..<10_000 { names.add(title: "a a a a a a a a a a a a a a a a a a a a number \(number)") }
    let clock = ContinuousClock()
    let time = clock.measure { _ = names.quotes(in: Array(String(repeating: "a ", count: 500_000).utf8)) }
    #expect(time < .seconds(30))
  }
}
