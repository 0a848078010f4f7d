import Testing

@testable import Git

@Suite struct AddressTests {
  @Test(arguments: [
    ("/srv/net.git", "path", nil, nil, "/srv/net.git"),
    ("net.git", "path", nil, nil, "net.git"),
    ("./odd:name", "path", nil, nil, "./odd:name"),
    ("file:///srv/a%20b.git", "file", nil, nil, "/srv/a b.git"),
    ("ssh://git@example.org:2222/srv/net.git", "ssh", "example.org", 2222, "/srv/net.git"),
    ("ssh://example.org/~alice/net.git", "ssh", "example.org", nil, "~alice/net.git"),
    ("git@example.org:net.git", "ssh", "example.org", nil, "net.git"),
    ("alice@[::1]:net.git", "ssh", "::1", nil, "net.git"),
    ("[example.org:2222]:net.git", "ssh", "example.org", 2222, "net.git"),
    ("ssh://[::1]:22/net.git", "ssh", "::1", 22, "/net.git"),
    ("git://example.org/net.git", "git", "example.org", nil, "/net.git"),
    ("https://alice:secret@example.org/a%20b.git", "https", "example.org", nil, "/a%20b.git"),
    ("HTTP://example.org:8080", "http", "example.org", 8080, ""),
  ])
  func anAddressIsReadAsGitReadsIt(
    _ text: String, _ way: String, _ host: String?, _ port: Int?, _ path: String
  )
    throws
  {
    let address = try RemoteAddress(text)
    #expect(address.way.rawValue == way)
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.path == path)
    #expect(!address.shown.contains("secret"))
  }

  @Test(arguments: [
    "", "-oProxyCommand=touch x", "ssh://-oProxyCommand=x/net.git", "-x@example.org:net.git", "-host:path",
    "ssh://-x@example.org/net.git", "example.org:-path", "ssh://example.org:-1/net",
    "git://example.org:99999/net",
    "git://a%0ab/net.git", "ssh://a\nb/c", "https:///net.git", "git://example.org", "file://host/path",
    "git://example.org/a%0ahost=evil", "https://%0a@example.org/net.git", "[::1:net.git",
  ])
  func whatAProgramCouldMistakeIsRefused(_ text: String) {
    #expect(throws: TransferProblem.badAddress) { try RemoteAddress(text) }
  }

  @Test(arguments: [("ext::sh -c id", "ext"), ("ftp://example.org/x", "ftp"), ("fd::3", "fd")])
  func anUnknownWayIsNamed(_ text: String, _ name: String) {
    #expect(throws: TransferProblem.unsupportedWay(name)) { try RemoteAddress(text) }
  }

  @Test func settingsReplaceTheStartOfAnAddress() throws {
    let scratch = Scratch()
    try git(scratch.path, "init", "-q", ".")
    for (name, value) in [
      ("remote.origin.url", "work:net.git"), ("remote.other.url", "work:deep/net.git"),
      ("url.https://example.org/.insteadOf", "work:"),
      ("url.ssh://git@deep.example.org/.insteadOf", "work:deep/"),
      ("url.ssh://git@example.org/.pushInsteadOf", "work:"), ("branch.main.remote", "origin"),
      ("remote.origin.fetch", "+refs/heads/*:refs/remotes/elsewhere/*"),
      ("remote.mirror.url", "/m"), ("remote.mirror.fetch", "+refs/*:refs/*"),
    ] { try git(scratch.path, "config", name, value) }
    let repository = try Repository.open(scratch.path)
    #expect(try repository.remotes().map(\.name) == ["mirror", "origin", "other"])
    let origin = try #require(try repository.remote("origin"))
    #expect(origin.url == "https://example.org/net.git")
    #expect(origin.pushURLs == ["ssh://git@example.org/net.git"])
    #expect(origin.trackingRef(of: "main") == "refs/remotes/elsewhere/main")
    #expect(try repository.remote("other")?.url == "ssh://git@deep.example.org/net.git")
    #expect(try repository.remote("mirror")?.trackingRef(of: "sealed/x") == "refs/remotes/mirror/sealed/x")
    #expect(try repository.remoteName(of: "main") == "origin")
    #expect(try repository.remote("nobody") == nil)
  }

  @Test(arguments: [
    ("https://example.org/net.git", "net"), ("git@example.org:people/net.git/", "net"),
    ("/srv/net/.git", "net"),
    ("ssh://example.org:22/", "example.org"), ("example.org:net", "net"), ("../up/net.git", "net"),
  ])
  func theFolderOfACloneIsThatOfGit(_ url: String, _ name: String) {
    #expect(Repository.folderName(for: url) == name)
  }

  @Test func anErrorNeverShowsAPassword() throws {
    let scratch = Scratch()
    try git(scratch.path, "init", "-q", ".")
    let repository = try Repository.open(scratch.path)
    for url in ["https://alice:secret@example.org:99999/x", "ftp://alice:secret@example.org/x"] {
      #expect {
        try repository.addRemote("origin", url: url)
      } throws: { error in
        !"\(error)".contains("secret") && "\(error)".contains("example.org")
      }
    }
  }
}
