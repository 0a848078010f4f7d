import Clibgit2
import Foundation
import Testing

@testable import Git

@Suite struct CloneTests {
  @Test(arguments: ["", "file://"]) func aCloneIsAsGitsOwn(_ start: String) throws {
    let net = try Net()
    let one = try net.clone("one")
    try Net.commit(one, "posts/2026/11/a.md", "a\n")
    try Data("#!/bin/sh\n".utf8).write(to: URL(fileURLWithPath: one + "/run"))
    chmod(one + "/run", 0o755)
    symlink("posts/2026", one + "/year")
    try Data().write(to: URL(fileURLWithPath: one + "/empty"))
    try Net.commit(one, "posts.md", "beside a folder of nearly that name\n")
    try git(one, "tag", "-a", "-m", "first", "v1")
    try git(one, "branch", "side")
    try git(one, "push", "-q", "--tags", "origin", "main", "side")
    let path = net.scratch.path + "/deep/er/clone"
    let cloned = try Repository.clone(start + net.bare, into: path, net.options)
    #expect(cloned.branch == "main")
    #expect(try cloned.tip == Net.tip(one))
    #expect(try git(path, "status", "--porcelain", "--branch") == "## main...origin/main\n")
    #expect(try git(path, "ls-files", "-s") == git(one, "ls-files", "-s"))
    try git(path, "fsck", "--strict")
    try git(one, "clone", "-q", start + net.bare, net.scratch.path + "/by-git")
    for command in [["for-each-ref"], ["config", "branch.main.merge"], ["config", "remote.origin.url"]] {
      let (ours, gits) = (try run(path, command), try run(net.scratch.path + "/by-git", command))
      #expect(ours == gits)
    }
    #expect(try git(path, "symbolic-ref", "refs/remotes/origin/HEAD") == "refs/remotes/origin/main\n")
    // git takes the folders' ids from the index: a commit of it is the same tree.
    #expect(try git(path, "write-tree") == git(one, "rev-parse", "HEAD^{tree}"))
    #expect(try git(path, "reflog").contains("clone: from"))
  }

  private func run(_ folder: String, _ arguments: [String]) throws -> String {
    arguments.count == 1 ? try git(folder, arguments[0]) : try git(folder, arguments[0], arguments[1])
  }

  @Test func aBareCloneFetchesAndPushes() throws {
    let net = try Net()
    let path = net.scratch.path + "/bare"
    let cloned = try Repository.clone(net.bare, into: path, bare: true, net.options)
    #expect(cloned.repository.isBare)
    let remote = try #require(try cloned.repository.remote("origin"))
    let tip = try #require(cloned.tip)
    #expect(try cloned.repository.fetch(remote, ["main"], net.options).first?.after == tip)
    #expect(try cloned.repository.tip(of: "main") == tip)
  }

  @Test func anEmptyRemoteIsCloned() throws {
    let net = try Net()
    try git(net.scratch.path, "init", "-q", "--bare", "-b", "main", "empty.git")
    let path = net.scratch.path + "/clone"
    let cloned = try Repository.clone(net.scratch.path + "/empty.git", into: path, net.options)
    #expect(cloned.tip == nil)
    try Net.commit(path, "a.md", "a\n")
    try git(path, "push", "-q")
  }

  @Test func whatFailsLeavesNothingBehind() throws {
    let net = try Net()
    for url in [net.scratch.path + "/gone.git", "file:///gone.git", "git://127.0.0.1:1/net.git"] {
      #expect(throws: TransferError.self) {
        try Repository.clone(url, into: net.scratch.path + "/new/clone", net.options)
      }
      #expect(!FileManager.default.fileExists(atPath: net.scratch.path + "/new"))
    }
    let kept = net.scratch.path + "/kept"
    try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: false)
    #expect(throws: TransferError.self) { try Repository.clone("/gone.git", into: kept, net.options) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: kept).isEmpty)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: kept + "/file"))
    #expect(throws: TransferError.self) { try Repository.clone(net.bare, into: kept, net.options) }
    #expect(FileManager.default.fileExists(atPath: kept + "/file"))
  }

  /// Trees that git itself would not make, written by hand.
  @Test(arguments: [
    ("100644", ".git"), ("40000", ".GIT"), ("100644", ".git "), ("100644", "git~1"), ("40000", ".."),
    ("100644", "a/b"), ("100644", ".g\u{200c}it"), ("100644", "\u{1b}[2J"), ("120000", "/etc/passwd"),
    ("120000", "../../up"), ("120000", "down/../../../up"), ("120000", ".git/config"),
  ])
  func aHostileTreeIsNotCheckedOut(_ mode: String, _ name: String) throws {
    let net = try Net()
    let isLink = mode == "120000"
    let content = try git(net.bare, "hash-object", "-w", "--stdin", input: isLink ? name : "x\n")
    var id = try #require(ObjectID(hex: content.trimmingCharacters(in: .whitespacesAndNewlines)))
    let repository = try Repository.open(net.bare)
    if mode == "40000" { id = try repository.write(tree("100644", "config", id), GIT_OBJECT_TREE) }
    let root = try repository.write(tree(mode, isLink ? "link" : name, id), GIT_OBJECT_TREE)
    let commit = try repository.writeCommit(
      tree: root, parents: [], author: alice, committer: alice, message: "x")
    try Data("\(commit)\n".utf8).write(to: URL(fileURLWithPath: net.bare + "/refs/heads/main"))
    let path = net.scratch.path + "/clone"
    #expect {
      try Repository.clone(net.bare, into: path, net.options)
    } throws: { error in
      guard case .hostilePath? = (error as? TransferError)?.problem else { return false }
      return true
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  private func tree(_ mode: String, _ name: String, _ id: ObjectID) -> [UInt8] {
    Array("\(mode) \(name)\0".utf8) + id.bytes
  }
}
