import Foundation
import Testing

@testable import MgrnetCLI

struct DigestMailTests {
  /// notmuch finds each mail by its words, its sender, its list and its id.
  ///
  /// What it prints is read to the end: cut off behind its first line, `notmuch new` ends before it has stored a mail.
  @Test(.enabled(if: OtherProgram.notmuch.isThere))
  func notmuchIndexesTheMaildirOfEverybody() throws {
    let network = try TestNetwork()
    for name in ["bob", "carol"] {
      try network.write(
        "net/people/\(name).md",
        """
        ---
        name: \(name.capitalized) Éluard
        email: \(name)@example.org
        charter: 1
        subscriptions: {idf: each}
        digest: {every: day}
        language: \(name == "bob" ? "fr" : "en")
        ---

        """)
    }
    try network.git("add", "-A")
    try network.git("commit", "-q", "--amend", "-m", "begin", "--date=2026-11-01T10:00:00+01:00")
    let posted = network.run(
      "post", "idf", "-k", "news", "-t", "Les congés d’été à Châlons", "-m", "Réunion mardi : qui vient ?",
      "-q")
    #expect(posted.status == 0, "\(posted.errors)")
    let mail = network.path + "/mail"
    let sent = network.run("digest", "--everyone", "-o", mail)
    #expect(sent.errors.contains("2 mails written"), "\(sent.errors)")

    let settings = network.path + "/notmuch-config"
    try network.write(
      "notmuch-config",
      "[database]\npath=\(mail)\n[user]\nname=Office\nprimary_email=office@example.org\n[new]\ntags=new\n")
    let environment = ["NOTMUCH_CONFIG": settings, "HOME": network.path]
    let new = try OtherProgram.notmuch.run("new", environment: environment)
    #expect(new.contains("Added 2 new messages"), "\(new)")
    func found(_ query: String) throws -> Set<String> {
      let ids = try OtherProgram.notmuch.run("search", "--output=messages", query, environment: environment)
      return Set(ids.split(separator: "\n").map(String.init))
    }
    let all = try found("tag:new")
    #expect(all.count == 2)
    for query in ["congés", "Châlons", "from:alice@example.org", "subject:Net", "List:net OR congés"] {
      #expect(try found(query) == all, "\(query)")
    }
    #expect(try found("to:bob@example.org").count == 1)
    #expect(try found("NOUVEAU OR minute").count == 2)
    // Each in the language of their card.
    #expect(try found("to:bob@example.org and \"sur vos\" or \"vos 10 minutes\"").count == 1)
    #expect(try found("to:carol@example.org and \"your 10 minutes\"").count == 1)
    #expect(try found("zeppelin").isEmpty)
  }
}
