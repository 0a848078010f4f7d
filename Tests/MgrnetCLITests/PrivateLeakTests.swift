import Foundation
import Records
import SearchIndex
import Testing

@testable import MgrnetCLI

/// Nothing of a private community is in the commons' `.git`, nor anywhere else on the machine but in its own folder.
@Suite struct PrivateLeakTests {
  private let net: TestNetwork

  init() throws { net = try TestNetwork() }

  @Test func afterEveryActTheCommonsHoldsNothingOfIt() throws {
    let told = try Confidence(net)
    #expect(told.words.count > 20)
    let leaks = try Leaks(of: told.words, in: net)
    #expect(leaks.found.isEmpty, "\(leaks.found.sorted().joined(separator: "\n"))")
    #expect(leaks.objects > 5 && leaks.files > 10 && leaks.records > 1)
    // The community itself has all of it.
    #expect(
      try Leaks(of: told.words, below: "net/private", objectsOf: "net/private/rh-paie/.git", in: net).missing
        .isEmpty)
  }

  /// A heading is what Markdown takes for one: underlined as well, but no tag and no line of code.
  @Test(arguments: [
    ("Grille des salaires\n===\n", true), ("## Grille des *salaires*\n", true),
    ("#Grille des salaires\n", false), ("```\n# Grille des salaires\n```\n", false),
  ])
  func theHeadingsOfTemplatesMayBeQuoted(_ template: String, _ isAllowed: Bool) throws {
    #expect(
      net.run("community", "create", "rh-paie", "-t", "Paie", "--theme", "P", "--private", "--i-know").status
        == 0)
    #expect(net.run("post", "rh-paie", "-k", "news", "-t", "Grille des salaires", "-m", "x").status == 0)
    try net.write("net/templates/grille.md", "---\ntitle: Grid\nkind: analysis\n---\n\n\(template)")
    try net.git("add", "templates")
    try net.git("commit", "-q", "-m", "template")
    let post = net.run("post", "idf", "-k", "news", "-t", "Pay", "-m", "See the Grille des salaires.")
    #expect(post.status == 0 && post.errors.contains("warning:") != isAllowed, "\(post.errors)")
  }

  /// Who looks for leaks finds them: each way that a word could get out, tried.
  @Test(arguments: Plant.allCases) fileprivate func aPlantedLeakIsFound(_ plant: Plant) throws {
    #expect(
      net.run("community", "create", "rh-paie", "-t", "Paie", "--theme", "P", "--private", "--i-know").status
        == 0)
    #expect(net.run("list", "--type", "person").status == 0)
    try plant.put("mot-secret", in: net)
    #expect(try Leaks(of: ["mot-secret"], in: net).found.isEmpty == false)
    #expect(try Leaks(of: ["mot-public"], in: net).found.isEmpty)
  }
}

private enum Plant: CaseIterable {
  case looseObject, packedObject, commitMessage, reflog, setting, draft, index, seen, workTree, branch

  func put(_ word: String, in net: TestNetwork) throws {
    switch self {
    case .looseObject, .packedObject:
      try net.write("blob", "Here is the \(word.uppercased()).\n")
      try net.git("hash-object", "-w", "../blob")
      try FileManager.default.removeItem(atPath: net.path + "/blob")
      if self == .packedObject {
        let id = try net.git("rev-parse", "HEAD")
        #expect(!id.isEmpty)
        try net.git("repack", "-q", "-a", "-d", "-k")
      }
    case .commitMessage:
      let tree = try net.git("write-tree").trimmingCharacters(in: .newlines)
      try net.git("commit-tree", "-m", "about \(word)", tree)
    case .reflog:
      try net.git("update-ref", "--create-reflog", "-m", "sync \(word)", "refs/heads/other", "HEAD")
    case .setting: try net.git("config", "mgrnet.note", word)
    case .draft: try net.write("net/.git/mgrnet/drafts/post.md", word)
    case .seen: try net.write("net/.git/mgrnet/seen", word)
    case .workTree: try net.write("net/private.txt", word)
    case .branch: try net.git("branch", word)
    case .index:
      let index = try SearchIndex(at: net.net + "/.git/mgrnet/index.sqlite")
      let tip = try #require(try index.tip())
      _ = try index.update(to: tip, from: tip) { add in
        try add("people/bob.md", Array("---\nname: Bob\nemail: b@example.org\nteam: \(word)\n---\n".utf8))
      }
    }
  }
}

/// A private community in which everything was done that can be done, and all that nobody else may read.
private struct Confidence {
  private(set) var words: Set<String> = [
    "rh-paie", "Entre responsables de paie", "Paie et primes", "Qui remplace Sandrine", "sabbatique",
    "qui-remplace-sandrine", "Prends son équipe", "cela marchait bien", "Grille confidentielle",
    "grille-confidentielle",
    "https://paie.example.org/grille", "Prime exceptionnelle", "prime-exceptionnelle", "Une note de service",
    "une-note-de-service", "note-de-paie", "tableau des primes", "passation secrète",
    "2031-03-",
    "UID-RH-7", "Trop tôt pour le dire", "trop-tot", "Favori caché", "favori-cache", "paie.example.org",
    "organigramme-futur", "charge-rh",
  ]

  init(_ net: TestNetwork) throws {
    try net.write(
      "net/templates/rota.md",
      "---\ntitle: Rota\nkind: planning\n---\n\n# Prime exceptionnelle du mois\n\nUn tour.\n")
    try net.git("add", "-A")
    try net.git("commit", "-q", "-m", "templates")
    // The template itself is not private: what is saved of it in the community is.
    words.remove("Prime exceptionnelle")
    func done(_ arguments: String..., input: String = "", _ line: Int = #line) -> String {
      let run = Run(
        arguments: ["-C", net.net] + arguments,
        environment: ["HOME": net.path, "MGRNET_NOW": "2026-11-23T10:00:00+01:00"], input: input)
      #expect(run.status == 0, "\(arguments): \(run.errors)", sourceLocation: .here(line))
      return run.output.trimmingCharacters(in: .newlines)
    }
    var ids: [String] = []
    _ = done(
      "community", "create", "rh-paie", "-t", "Entre responsables de paie", "--theme", "Paie et primes",
      "--private", "--i-know")
    let post = done(
      "post", "rh-paie", "-t", "Qui remplace Sandrine ?", "-m", "Un congé sabbatique.", "--tag", "charge-rh")
    let reply = done("reply", post, "-", input: "Prends son équipe en avril.")
    _ = done("accept", reply)
    _ = done("mark", post, "--thanks", "-m", "cela marchait bien")
    try net.write("plan.png", Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
    try FileManager.default.moveItem(
      atPath: net.path + "/plan.png", toPath: net.path + "/net/private/organigramme-futur.png")
    let picture = done(
      "post", "rh-paie", "-t", "Une note de service", "-k", "news", "-m", "Voir le tableau des primes.",
      "--image",
      net.net + "/private/organigramme-futur.png")
    // Nobody is anonymous there.
    #expect(
      net.run("post", "rh-paie", "-t", "Une question", "-m", "anonymement dit", "--anonymous").status == 77)
    _ = done("edit", picture, "-F", "-", input: "Voir le tableau des primes, mis à jour.")
    ids += [post, reply, picture]
    ids.append(
      done(
        "link", "add", "https://paie.example.org/grille", "-t", "Grille confidentielle", "--community",
        "rh-paie"))
    _ = done("link", "list")
    let leave = done("leave", "add", "2031-03-03", "--community", "rh-paie", "-m", "passation secrète")
    _ = done("leave", "edit", leave, "--to", "2031-03-05")
    ids.append(leave)
    try net.write(
      "net/private/rh.ics",
      """
      BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:UID-RH-7\r\nDTSTART;VALUE=DATE:20310310\r
      DTEND;VALUE=DATE:20310312\r\nSUMMARY:Absent\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n
      """)
    ids.append(
      done("leave", "import", net.net + "/private/rh.ics", "--community", "rh-paie", "--ids"))
    try net.write(
      "net/private/notes/note-de-paie.md", "---\ntitle: Favori caché\n---\nParle du sabbatique.\n")
    ids.append(done("import", "markdown", net.net + "/private/notes", "--community", "rh-paie", "--ids"))
    try net.write(
      "net/private/favoris.html",
      "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF=\"https://paie.example.org/2\">Favori caché</A></DL>"
    )
    ids.append(
      done("import", "bookmarks", net.net + "/private/favoris.html", "--community", "rh-paie", "--ids"))
    ids.append(done("plan", "rota", "--save", "rh-paie"))
    ids.append(done("post", "rh-paie", "-t", "Trop tôt pour le dire", "-m", "Trop tôt pour le dire."))
    _ = done("undo")
    _ = done("withdraw", reply)
    _ = done("subscribe", "rh-paie", "each")
    _ = done("subscribe")
    _ = done("unsubscribe", "rh-paie")
    _ = done("community", "edit", "rh-paie", "-m", "Pour le tableau des primes.")
    _ = done("community", "archive", "rh-paie")
    // What is refused keeps its text as a draft.
    let refused = net.run("post", "rh-paie", "-t", "Trop tôt pour le dire", "-m", "Trop tôt pour le dire.")
    #expect(refused.status == 77)
    _ = done("community", "archive", "--reopen", "rh-paie")
    for command in [
      ["find", "sabbatique"], ["list"], ["show", post, reply], ["log"], ["log", post], ["doctor", "--fix"],
      ["community", "list"], ["community", "show", "rh-paie"], ["complete", "item", ""],
      ["complete", "tag", "ch"],
      ["find", "is:unread"], ["leave", "list", "--community", "rh-paie"],
      ["post", "idf", "-t", "Public", "-m", "Public."],
    ] {
      let run = Run(
        arguments: ["-C", net.net] + command,
        environment: ["HOME": net.path, "MGRNET_NOW": "2026-11-23T10:00:00+01:00"], input: "")
      #expect(run.status == 0 || run.status == 1, "\(command): \(run.errors)")
    }
    try net.git("init", "-q", "--bare", "../remote.git")
    try net.git("remote", "add", "origin", net.path + "/remote.git")
    _ = done("sync")
    _ = done("leave", "cancel", leave)
    words.formUnion(ids)
    #expect(ids.allSatisfy { RecordID(rawValue: $0) != nil }, "\(ids)")
  }
}

extension SourceLocation {
  fileprivate static func here(_ line: Int) -> SourceLocation {
    SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1)
  }
}

/// Looks for words in all that a folder has: names and bytes of files, objects of git inflated, records of the index.
private struct Leaks {
  private(set) var found: Set<String> = []
  private(set) var objects = 0
  private(set) var files = 0
  private(set) var records = 0
  private let words: [(word: String, folded: Data)]

  /// Words that are nowhere.
  var missing: Set<String> {
    Set(words.map(\.word)).subtracting(found.map { String($0.split(separator: "\t")[0]) })
  }

  /// In everything that lies in the test's folder, but for the private communities.
  init(of words: Set<String>, in net: TestNetwork) throws {
    try self.init(of: words, below: "", objectsOf: "net/.git", in: net)
    let index = try SearchIndex(at: net.net + "/.git/mgrnet/index.sqlite")
    var filter = ListFilter()
    filter.types = []
    for record in try index.list(filter) {
      records += 1
      let whole = try index.whole(record)
      look(in: Array("\(whole ?? (record, "")) \(record.path)".utf8), "index: \(record.path)")
    }
  }

  init(of words: Set<String>, below folder: String, objectsOf repository: String, in net: TestNetwork) throws
  {
    self.words = words.map { ($0, Self.folded(Array($0.utf8))) }
    let all = try net.git(
      "--git-dir", net.path + "/" + repository, "cat-file", "--batch-all-objects", "--batch-check")
    for line in all.split(separator: "\n") {
      let parts = line.split(separator: " ").map(String.init)
      let object = try net.bytes(of: parts[1], parts[0], in: repository)
      objects += 1
      look(in: Array(object), "\(parts[1]) \(parts[0])")
    }
    try walk(net.path, folder, skipping: folder.isEmpty ? "net/private" : nil)
  }

  private mutating func walk(_ root: String, _ folder: String, skipping: String?) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)") {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if path == skipping { continue }
      // Of an object its inflated bytes count.
      look(in: Array(path.utf8), "name: \(path)")
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) else {
        continue
      }
      if isFolder.boolValue {
        try walk(root, path, skipping: skipping)
      } else {
        files += 1
        look(in: Array(try Data(contentsOf: URL(filePath: "\(root)/\(path)"))), path)
      }
    }
  }

  private mutating func look(in bytes: [UInt8], _ place: String) {
    let text = Self.folded(bytes)
    for (word, folded) in words where text.range(of: folded) != nil { found.insert("\(word)\t\(place)") }
  }

  /// Upper and lower case are one; accents stay, as they stay in files.
  private static func folded(_ bytes: [UInt8]) -> Data {
    Data(bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 })
  }
}

extension TestNetwork {
  /// An object as it is, inflated.
  fileprivate func bytes(of type: String, _ id: String, in repository: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "--git-dir", "\(path)/\(repository)", "cat-file", type, id]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(description: "cat-file \(id)") }
    return bytes
  }
}
