import Foundation
import Testing

@testable import Git

@Suite struct ConfigTests {
  @Test func settingsAreReadAsGitReadsThem() throws {
    let scratch = Scratch()
    try git(scratch.path, "init", "-q", "-b", "main")
    let text = #"""
      ; a comment
      [User]
      	Name = "Claire  Martin" ; who
      	email =   claire@example.org   # where
      	bare
      	off = no
      [mgrnet "Île de France"] key = "a \"quoted\" \\ word" x
      [mgrnet]
      	long = one \
        two
      	tab = a\tb\nc
      	number = 12k
      	empty =
      	last = first
      	last = second
      	spaced = " kept "  and "more "
      [include]
      	path = other
      [includeIf "gitdir:**/.git"]
      	path = yes.inc
      [includeIf "gitdir:/nowhere/"]
      	path = no.inc
      [includeIf "onbranch:ma*"]
      	path = branch.inc
      """#
    let folder = scratch.path + "/.git/"
    try Data((try String(contentsOfFile: folder + "config", encoding: .utf8) + text).utf8)
      .write(to: URL(fileURLWithPath: folder + "config"))
    try Data("[mgrnet]\nlast = third\nother = 1".utf8).write(to: URL(fileURLWithPath: folder + "other"))
    try Data("[mgrnet]\nyes = 1".utf8).write(to: URL(fileURLWithPath: folder + "yes.inc"))
    try Data("[mgrnet]\nno = 1".utf8).write(to: URL(fileURLWithPath: folder + "no.inc"))
    try Data("[mgrnet]\nbranch = 1".utf8).write(to: URL(fileURLWithPath: folder + "branch.inc"))
    let repository = try Repository.open(scratch.path)
    let names = [
      "user.name", "user.email", "USER.Name", "mgrnet.Île de France.key", "mgrnet.long", "mgrnet.tab",
      "mgrnet.empty", "mgrnet.last", "mgrnet.spaced", "mgrnet.other", "mgrnet.yes", "mgrnet.no",
      "mgrnet.branch",
    ]
    for name in names {
      let said = try? git(scratch.path, "config", "--get", name)  // git fails where there is none
      #expect(try repository.configString(name).map { $0 + "\n" } == said, "\(name)")
    }
    #expect(try repository.configBool("user.bare") == true)
    #expect(try repository.configBool("user.off") == false)
    #expect(try repository.configInt("mgrnet.number") == 12288)
  }

  @Test(arguments: ["[a", "[a \"x]\nb=1", "[a]\nb = one\n[[c"])
  func brokenSettingsAreSaid(text: String) throws {
    let scratch = Scratch()
    try git(scratch.path, "init", "-q")
    try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path + "/.git/config"))
    #expect {
      try Repository.open(scratch.path)
    } throws: { error in
      guard case .corrupt(let what)? = error as? GitError else { return false }
      return what.contains(".git/config")
    }
  }

  @Test func aRepositoryOfAnUnknownFormatIsNotOpened() throws {
    let scratch = Scratch()
    try git(scratch.path, "init", "-q")
    try git(scratch.path, "config", "core.repositoryformatversion", "1")
    try git(scratch.path, "config", "extensions.someday", "x")
    #expect(throws: GitError.unknownFormat(extension: "extensions.someday")) {
      try Repository.open(scratch.path)
    }
  }

  @Test(arguments: [("false", true), ("0", true), ("true", false), ("perhaps", false), ("fasle", false)])
  func onlyAPlainNoLeavesCertificatesUnchecked(value: String, isUnchecked: Bool) throws {
    let scratch = Scratch()
    try git(scratch.path, "init", "-q")
    try git(scratch.path, "config", "http.sslVerify", value)
    let repository = try Repository.open(scratch.path)
    let settings = try WebSettings(
      RemoteAddress("https://git.example.org/net.git"), repository.config, remoteProxy: nil)
    #expect(settings.isUnchecked == isUnchecked)
  }
}
