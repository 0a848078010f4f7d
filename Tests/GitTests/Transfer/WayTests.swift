import Foundation
import Testing

@testable import Git

@Suite struct WayTests {
  @Test func folders() throws {
    let net = try Net()
    try exercise(net, at: "")
  }

  @Test func foldersByGitsOwnServer() throws {
    let net = try Net()
    try exercise(net, at: "file://") { folder in
      // Other names of the programs: then they are called, whatever could be read from the files.
      try git(folder, "config", "remote.origin.uploadpack", "git-upload-pack")
      try git(folder, "config", "remote.origin.receivepack", "git-receive-pack")
    }
  }

  @Test func gitsOwnProtocol() throws {
    let net = try Net()
    guard let server = try Server.daemon(net) else { return }
    try exercise(net, at: "git://127.0.0.1:\(server.port)")
  }

  @Test func ssh() throws {
    let net = try Net()
    guard let server = try Server.ssh(net) else { return }
    try exercise(net, at: server.url("")) { try git($0, "config", "core.sshCommand", server.command()) }
  }

  @Test func theWeb() throws {
    let net = try Net()
    guard let server = try Server.web(net) else { return }
    try exercise(net, at: server.url("")) { try server.trust($0) }
  }
}
