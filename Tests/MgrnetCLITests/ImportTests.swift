import Foundation
import Testing

@testable import MgrnetCLI

/// Real files beside the package (`MGRNET_TEST_DATA`), read in place.
private let shared: String? = {
  let package = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
  var places = ["..", "../.."].map { package.appending(path: $0).appending(path: "shared/data") }
  if let named = ProcessInfo.processInfo.environment["MGRNET_TEST_DATA"] { places = [URL(filePath: named)] }
  let found = places.map { $0.standardizedFileURL.path }.first { FileManager.default.fileExists(atPath: $0) }
  if found == nil { print("SKIPPED: no shared data (set MGRNET_TEST_DATA to its folder)") }
  return found
}()

private func files(_ folder: String, ending: String) throws -> [String] {
  let root = (shared ?? "") + "/" + folder
  return try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.contains(ending) }.sorted()
    .map { root + "/" + $0 }
}

@Suite struct ImportTests {
  @Test(.enabled(if: shared != nil)) func everyRealDocumentComesInOnceOrIsNamed() throws {
    let network = try TestNetwork()
    let documents = ["import", "markdown", "\(shared ?? "")/documents", "--community", "idf"]
    let named = run(network, documents + ["--dry-run", "--verbose"])
    // Six more show pictures by `<img>` from a folder that is not there.
    #expect(named.errors.split(separator: "\n").count == 46 + 6 + 5)
    let first = run(network, documents)
    #expect(first.status == 0 && first.lines.count == 388)
    #expect(
      first.errors.hasSuffix(
        """
        warning: en/canada/content/en/blog/_index.md: left out: front matter without any text
        warning: fr/canada/content/fr/blog/_index.md: left out: front matter without any text
        388 posts in; 2 left out
        62 posts without a date: today's stands for it
        2 other files are no Markdown: en/canada/LICENSE, fr/canada/LICENSE

        """))
    // One line for each kind of note, the number of the others, and the five above.
    #expect(first.errors.split(separator: "\n").count == 3 + 1 + 5)
    #expect(try network.git("log", "--format=%s", "-2") == "import: 388 posts (idf)\nbegin\n")
    try isSound(network)
    let again = network.run("import", "markdown", "\(shared ?? "")/documents", "--community", "idf", "--ids")
    #expect(again.status == 0 && again.output.isEmpty)
    #expect(again.errors.contains("\nnothing new: 388 posts there already; 2 left out\n"))
    #expect(try network.git("rev-list", "--count", "HEAD") == "2\n")
    let posts = try network.git("ls-files", "communities/idf/posts").split(separator: "\n")
    #expect(posts.count == 388)
  }

  @Test(.enabled(if: shared != nil)) func everyRealLinkComesInOnceOrIsNamed() throws {
    let network = try TestNetwork()
    let lists = try files("links", ending: ".md")
    let first = run(network, ["import", "bookmarks"] + lists)
    #expect(first.lastError == "1,057 links in; 69 left out" && first.lines.count == 1057)
    #expect(first.errors.split(separator: "\n").count == 70)
    let bookmarks = try files("bookmarks", ending: ".htm")
    let second = run(network, ["import", "bookmarks", "--category", "web"] + bookmarks)
    #expect(second.lines.count == 99)
    #expect(second.errors.contains("\n99 links in; 75 left out\n58 icons of a browser left behind\n"))
    try isSound(network)
    let again = run(network, ["import", "bookmarks"] + lists + bookmarks)
    #expect(again.errors.contains("\nnothing new: 1,227 links there already; 73 left out\n"))
    #expect(try network.git("rev-list", "--count", "HEAD") == "3\n")
  }

  @Test func thousandsOfFilesAreOneCommitInOnePack() throws {
    let network = try TestNetwork()
    for number in 0..<2000 {
      try network.write(
        "in/\(number % 20)/note \(number).md", "# Note \(number)\n\nWords of note \(number).\n")
    }
    let run = network.run("import", "markdown", network.path + "/in", "--community", "idf", "--ids")
    #expect(run.lines.count == 2000 && Set(run.lines).count == 2000)
    #expect(run.errors.hasPrefix("2,000 posts in\n"))
    #expect(try network.git("rev-list", "--count", "HEAD") == "2\n")
    let store = try network.git("count-objects", "-v")
    #expect(store.contains("packs: 1\n") && store.contains("garbage: 0\n"), "\(store)")
    let loose = store.split(separator: "\n").first.flatMap { Int($0.dropFirst("count: ".count)) }
    #expect(try #require(loose) < 20, "\(store)")
    try isSound(network)
  }

  @Test func hostileNamesAreNamedOrTaken() throws {
    let network = try TestNetwork()
    let names = [
      "a b.md", "-x.md", "é.md", "e\u{301}te\u{301}.markdown", "new\nline.md", "esc\u{1b}[31m.md", "$(x).md",
      "UP.MD",
      "…/deep/er.md", "'\"`.md", "con.md", ".hidden.md", ".git/x.md", "notes.txt",
    ]
    for name in names { try network.write("in/" + name, "Text of it.\n") }
    try network.write("outside/secret.md", "Secret")
    for (link, target) in [("in/link.md", "outside/secret.md"), ("in/folder", "outside"), ("in/loop", "in")] {
      try FileManager.default.createSymbolicLink(
        atPath: network.path + "/" + link, withDestinationPath: network.path + "/" + target)
    }
    let latin = network.path + "/in/latin-\u{1}.md"
    #expect(
      latin.withCString { path in
        var bytes = Array(UnsafeBufferPointer(start: path, count: strlen(path) + 1))
        bytes[bytes.count - 5] = CChar(bitPattern: 0xe9)
        let file = open(&bytes, O_CREAT | O_WRONLY, 0o644)
        return file >= 0 && close(file) == 0
      })
    #expect(mkfifo(network.path + "/in/pipe.md", 0o600) == 0)
    let run = network.run("import", "markdown", network.path + "/in", "--community", "idf")
    #expect(run.status == 0 && run.lines.count == 11, "\(run.errors)")
    #expect(run.errors.contains("\n11 posts in; 5 left out\n"))
    for line in [
      "folder: left out: a symbolic link", "link.md: left out: a symbolic link",
      "loop: left out: a symbolic link",
      "latin-\u{fffd}.md: left out: its name is not UTF-8", "pipe.md: left out: it is no plain file",
      "2 hidden names skipped: .git, .hidden.md\n", "1 other file is no Markdown: notes.txt\n",
    ] { #expect(run.errors.contains(line), "\(line)") }
    #expect(!run.errors.contains("\u{1b}") && !run.output.contains("\u{1b}"))
    #expect(!run.output.contains("Secret"))
    try isSound(network)
  }

  @Test func picturesBesideADocumentComeAlong() throws {
    let network = try TestNetwork()
    let png = Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    try network.write("in/a/My Plan.png", png)
    try network.write("in/b/my-plan.png", png + [1])
    try network.write("in/fake.png", "no picture")
    try network.write("secret.png", png)
    try FileManager.default.createSymbolicLink(
      atPath: network.path + "/in/link.png", withDestinationPath: network.path + "/secret.png")
    let text =
      "# T\n\n![](My%20Plan.png) ![](../b/my-plan.png) ![](../fake.png) ![](../link.png) ![](../../secret.png) "
      + "![](https://example.org/x.png) ![](/etc/passwd) ![](none.png) ![](My%20Plan.png)\n"
    try network.write("in/a/doc.md", text)
    let run = network.run(
      "import", "markdown", network.path + "/in", "--community", "idf", "--format", "{{path}}")
    let folder = try #require(run.lines.first?.dropLast("post.md".count))
    let files = try network.git("ls-tree", "--name-only", "HEAD", "--", String(folder))
      .split(separator: "\n").map { $0.dropFirst(folder.count) }
    #expect(files == ["my-plan-2.png", "my-plan.png", "post.md"])
    let post = try String(contentsOfFile: network.net + "/" + folder + "post.md", encoding: .utf8)
    #expect(post.contains("![](my-plan.png) ![](my-plan-2.png) ![](../fake.png) ![](../link.png)"))
    #expect(post.contains("![](none.png) ![](my-plan.png)"))
    #expect(run.errors.contains("with the picture My Plan.png; with the picture ../b/my-plan.png;"))
    #expect(run.errors.contains("the picture none.png is not beside it"))
    #expect(run.errors.contains("2 pictures came along"))
    // The same document again is known by the text that it had.
    #expect(network.run("import", "markdown", network.path + "/in", "--community", "idf").output.isEmpty)
  }

  @Test func whatChangesIsNamedAndKept() throws {
    let network = try TestNetwork()
    let long = String(repeating: "mot ", count: 60)
    try network.write(
      "in/a.md",
      "---\n# remark\ntitle: '\(long)'\nid: 7\nauthor: Alice\naccepted: yes please\ntags: [a, \(long)\(long)]\nx: 1\n---\n\nT.\n"
    )
    let run = network.run(
      "import", "markdown", network.path + "/in", "--community", "idf", "--format", "{{path}} {{author}}")
    let words = try #require(run.lines.first).split(separator: " ")
    #expect(words.last == "alice")
    let post = try String(contentsOfFile: network.net + "/\(words[0])", encoding: .utf8)
    for line in ["# remark\n", "\nx: 1\n", "\nimported_id: 7\n", "\nimported_accepted: ", "\nsource_title: "]
    {
      #expect(post.contains(line), "\(line)")
    }
    for words in ["`id` is `imported_id` here", "all of it is in `source_title`", "the tag `mot"] {
      #expect(run.errors.contains(words), "\(words): \(run.errors)")
    }
    #expect(run.errors.contains("1 post in\n"))
  }

  @Test func nothingIsWrittenInADryRunOrWithoutAFolder() throws {
    let network = try TestNetwork()
    try network.write("in/a.md", "# A\n\nText.\n")
    try network.write(
      "b.html", "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><A HREF=\"https://x.org\">X</A>")
    let folder = network.path + "/in"
    let dry = network.run("import", "markdown", folder, "--community", "idf", "--dry-run")
    #expect(dry.lines.count == 1 && dry.errors.hasPrefix("1 post would come in\n"))
    #expect(network.run("import", "bookmarks", network.path + "/b.html", "--dry-run").lines.count == 1)
    #expect(network.run("import", "markdown", folder, "--community", "idg").status == 66)
    #expect(network.run("import", "markdown", folder + "/none", "--community", "idf").status == 66)
    #expect(network.run("import", "markdown", folder + "/a.md", "--community", "idf").status == 66)
    #expect(network.run("import", "bookmarks", folder + "/none").status == 66)
    #expect(network.run("import", "markdown", folder).status == 64)
    #expect(try network.git("rev-list", "--count", "HEAD") == "1\n")
    #expect(try network.git("status", "--short") == "")
  }

  @Test func standardInputAndPrivateLinks() throws {
    let network = try TestNetwork()
    let text = """
      <!DOCTYPE NETSCAPE-Bookmark-file-1>
      <DL><p><DT><H3>Ressources humaines</H3><DL><p>
      <DT><A HREF="https://a.org" TAGS="x,y" ADD_DATE="1700000000">A</A>
      <DT><A HREF="https://b.org" PRIVATE="1">B</A>
      </DL></DL>
      """
    let run = network.run(
      "import", "bookmarks", "-", "--format", "{{path}} {{created}} {{tags}}", input: text)
    #expect(run.output.hasPrefix("links/ressources-humaines/a-"))
    #expect(run.output.contains(" 2023-11-14T"))
    #expect(
      run.errors.contains("stdin:4: left out: it is marked as private")
        && run.lastError == "1 link in; 1 left out")
    let all = network.run("import", "bookmarks", "-", "--include-private", "--ids", input: text)
    #expect(all.lines.count == 1 && all.lastError == "1 link in; 1 there already")
  }

  private func run(_ network: TestNetwork, _ arguments: [String]) -> Run {
    Run(
      arguments: ["-C", network.net] + arguments,
      environment: ["HOME": network.path, "MGRNET_NOW": "2026-11-23T10:00:00+01:00"], input: "")
  }

  /// What git itself says of it.
  private func isSound(_ network: TestNetwork) throws {
    #expect(try network.git("fsck", "--strict") == "")
    #expect(try network.git("status", "--short") == "")
  }
}
