import Testing

@testable import Git

@Suite struct PathTests {
  @Test(arguments: [
    "a", "communities/idf/posts/2026/09/congés-abc/post.md", "été/œuvre.md", ".gitignore", "a.git/b", "git~2",
    ".github/x", "👩‍💻.png", "a b/c d.md", "...a", "COM1", "e\u{301}.md",
    String(repeating: "x/", count: 126) + "x",
  ])
  func anOrdinaryPathIsSafe(path: String) {
    #expect(isSafePath(path))
  }

  @Test(arguments: [
    "", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "a/./b", ".git", ".git/config", "a/.GIT/x", ".Git",
    "git~1/config", "GIT~1", ".git /x", ".git./x", ".git. . /x", ".git::$INDEX_ALLOCATION/config", ".git:x",
    "a\\b", "..\\a", "a\u{0}b", "a\nb", "a\u{1b}[31m", "a\u{85}", ".g\u{200c}it/config", "\u{feff}.git",
    ".\u{202e}git", "a\u{fffd}", "...", ". .", String(repeating: "x", count: 256),
    String(repeating: "x/", count: 127) + "x", String(repeating: "0123456789/", count: 400) + "x",
    "link/\u{301}x", "link/\u{200d}", "a\u{600}/x",
    "a/\u{fe0f}/b",
  ])
  func aPathThatLeadsElsewhereIsNot(path: String) {
    #expect(!isSafePath(path))
  }

  @Test(arguments: [
    "a", "communities/idf/posts/2026/09/congés-abc/post.md", ".gitignore", "console.md", "com.md", "com10",
    "👩‍💻.png",
    "people/conrad.md", "a b/c d.md", "\u{645}\u{62f}\u{64a}\u{631}.md",
  ])
  func anOrdinaryPathIsPortable(path: String) {
    #expect(isSafePath(path) && isPortablePath(path))
  }

  @Test(arguments: [
    "con", "communities/CON/community.md", "people/aux.md", "nul.tar.gz", "a/com1", "LPT9.md", "a:b.png",
    "what?.md",
    "a*", "a|b", "\"a\"", "<a>", "a./b", "a /b", "gnp.\u{202e}dm", "a\u{200f}b", "a\u{2066}b",
  ])
  func aPathThatSomeSystemCannotHoldIsNot(path: String) {
    #expect(!isPortablePath(path))
  }

  @Test(arguments: [
    ("alice.md", 1, true), ("../a/b.md", 1, true), ("../../b.md", 2, true), ("./b", 0, true), ("..", 1, true),
    ("../b", 0, false), ("../../b", 1, false), ("a/../b", 5, false), ("/etc", 9, false), ("", 1, false),
    ("a\0b", 1, false), ("..\0", 1, false), (".git/hooks", 0, false),
    (String(repeating: "./", count: 2048), 1, false),
  ])
  func aLinkLeadsUpWithinTheTreeThenDown(target: String, depth: Int, isSafe: Bool) {
    #expect(isSafeLink(Array(target.utf8), depth: depth) == isSafe)
  }

  @Test func nothingUnsafeIsCommitted() throws {
    let network = try Shared()
    let change = try network.put("a/.git/config", "x")
    #expect(throws: GitError.unsafePath("a/.git/config")) { try network.act([change]) }
    #expect(try network.repository.tip(of: "main") == nil)
  }

  @Test func aLinkedFolderIsNotWrittenThrough() throws {
    let network = try Shared()
    let outside = Scratch()
    try network.act([network.put("z.md", "1")])
    try git(network.path, "-c", "alias.l=!ln -s \(outside.path) a", "l")
    let done = try network.act([network.put("a/evil.md", "x")])
    #expect(done.left == ["a/evil.md"])
    #expect(try git(outside.path, "-c", "alias.l=!ls \(outside.path)", "l") == "")
  }
}
