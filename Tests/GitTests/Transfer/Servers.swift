import Foundation
import Testing

@testable import Git

/// A real server from Debian's packages on a loopback port, with its settings in a folder of its own, ended by
/// its process id.
final class Server {
  let port: Int
  private var processes: [pid_t]

  init(port: Int, _ processes: [pid_t]) {
    self.port = port
    self.processes = processes
  }

  deinit { stop() }

  func stop() {
    for process in processes {
      kill(process, SIGTERM)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    processes = []
  }

  /// A port that was free a moment ago.
  static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) | getsockname(descriptor, $0, &size)
      }
    }
    try #require(status == 0)
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Where a program is; `nil`, said aloud, where it is not installed.
  static func find(_ programs: String...) -> [String]? {
    var found: [String] = []
    for program in programs {
      let places = ["/usr/sbin/", "/usr/bin/", "/usr/lib/git-core/", "/sbin/", "/bin/"].map { $0 + program }
      guard let place = places.first(where: { access($0, X_OK) == 0 }) else {
        print("SKIPPED: \(program) is not installed, see .ci/setup --tests")
        return nil
      }
      found.append(place)
    }
    return found
  }

  /// Starts a program that stays. Not by Foundation, which takes one that closes all descriptors for ended.
  static func start(_ arguments: [String], environment: [String] = [], log: String) throws -> pid_t {
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    let output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    defer {
      close(nothing)
      close(output)
    }
    let process = Program.start(arguments, environment, input: nothing, output: output, errors: output)
    guard process > 0 else { throw GitFailed(description: "\(arguments[0]): \(-process)") }
    return process
  }

  /// Starts a program on a port that is free; on another one where somebody else was quicker to take it.
  static func listening(log: String, _ arguments: (_ port: Int) -> [String]) throws -> Server {
    for _ in 0..<4 {
      let port = try freePort()
      let server = Server(port: port, [try start(arguments(port), log: log)])
      if try wait(for: port, log: log, by: server.processes[0]) { return server }
    }
    throw GitFailed(description: "no port stays free")
  }

  /// Waits until somebody listens.
  ///
  /// - Returns: whether the process did not end meanwhile, as one does that cannot have the port.
  @discardableResult
  static func wait(for port: Int, log: String, by process: pid_t? = nil) throws -> Bool {
    // A busy machine takes its time.
    for _ in 0..<6000 {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(port).bigEndian
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      let status = withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      if let process, kill(process, 0) != 0 || hasEnded(process) { return false }
      if status == 0 { return true }
      usleep(10_000)
    }
    let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    throw GitFailed(description: "the server does not listen: \(said)")
  }

  /// Leaves it to be waited for.
  private static func hasEnded(_ process: pid_t) -> Bool {
    var info = siginfo_t()
    return waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_signo == SIGCHLD
  }

  /// OpenSSH's server with git-shell, which lets one key in.
  static func ssh(_ net: Net) throws -> SSHServer? {
    guard let programs = find("sshd", "ssh-keygen", "git-shell", "ssh") else { return nil }
    let folder = net.scratch.path + "/ssh"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for key in ["host", "alice", "mallory"] {
      try run([programs[1], "-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/\(key)"])
    }
    // Where sshd runs as root it wants this folder.
    if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
    let alice = try String(contentsOfFile: folder + "/alice.pub", encoding: .utf8)
    let shell = "command=\"\(programs[2]) -c \\\"$SSH_ORIGINAL_COMMAND\\\"\",restrict "
    try Data((shell + alice).utf8).write(to: URL(fileURLWithPath: folder + "/authorized_keys"))
    let port = try freePort()
    let settings = """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(folder)/host
      AuthorizedKeysFile \(folder)/authorized_keys
      PidFile \(folder)/pid
      StrictModes no
      UsePAM no
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      PermitRootLogin yes
      """
    try Data((settings + "\n").utf8).write(to: URL(fileURLWithPath: folder + "/config"))
    let host = try String(contentsOfFile: folder + "/host.pub", encoding: .utf8)
    try Data("[127.0.0.1]:\(port) \(host)".utf8).write(to: URL(fileURLWithPath: folder + "/known"))
    let process = try start([programs[0], "-D", "-e", "-f", folder + "/config"], log: folder + "/log")
    try wait(for: port, log: folder + "/log")
    return SSHServer(server: Server(port: port, [process]), folder: folder)
  }

  static func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: arguments[0])
    process.arguments = Array(arguments.dropFirst())
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw GitFailed(description: arguments.joined(separator: " "))
    }
  }

  /// `git daemon` with the net's folder as its root.
  static func daemon(_ net: Net) throws -> Server? {
    guard let programs = find("git-daemon") else { return nil }
    return try listening(log: net.scratch.path + "/daemon.log") { port in
      [
        programs[0], "--listen=127.0.0.1", "--port=\(port)", "--export-all",
        "--enable=receive-pack", "--reuseaddr", net.scratch.path,
      ]
    }
  }
}

struct SSHServer {
  let server: Server
  let folder: String

  func url(_ path: String) -> String { "ssh://\(NSUserName())@127.0.0.1:\(server.port)\(path)" }

  func command(key: String = "alice", known: String = "known") -> String {
    "ssh -F /dev/null -i \(folder)/\(key) -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes "
      + "-o StrictHostKeyChecking=yes -o UserKnownHostsFile=\(folder)/\(known) -o GlobalKnownHostsFile=/dev/null"
  }
}

/// Everything that must work over any way: tips, fetch, push, a push that comes late, a first push, a pack,
/// a refusal by a hook.
func exercise(_ net: Net, at start: String, configure: (String) throws -> Void = { _ in }) throws {
  func url(_ path: String) -> String { start + path }
  let (one, two) = (try net.clone("one"), try net.clone("two"))
  for folder in [one, two] {
    try git(folder, "remote", "set-url", "origin", url(net.bare))
    try configure(folder)
  }
  let (mine, theirs) = (try Repository.open(one), try Repository.open(two))
  let (remote, other) = (try #require(try mine.remote("origin")), try #require(try theirs.remote("origin")))
  let old = try Net.tip(one)
  #expect(try mine.remoteTips(remote, net.options) == RemoteTips(head: "main", branches: ["main": old]))
  #expect(try mine.fetch(remote, ["main"], net.options).first?.after == old)

  // One post.
  let post = try Net.commit(one, "posts/2026/11/a.md", "one post\n")
  #expect(try mine.pushed(post, to: "main", of: remote, net.options) == .done)
  #expect(try Net.tip(net.bare, "main") == post)
  #expect(try Net.tip(one, "origin/main") == post)

  // Somebody else is late, fetches, and tries again.
  try Net.commit(two, "posts/2026/11/b.md", "another post\n")
  let late = try theirs.pushed(Net.tip(two), to: "main", of: other, net.options)
  #expect(late == .late(found: post))
  let fetched = try theirs.fetch(other, ["main"], net.options)
  #expect(fetched == [FetchedTip(branch: "main", before: old, after: post, isRewritten: false)])
  try git(two, "merge", "-q", "origin/main")
  let merged = try Net.tip(two)
  #expect(try theirs.pushed(merged, to: "main", of: other, net.options) == .done)

  // Enough for a pack, with folders that grow.
  let many = try theirs.post(50, on: merged)
  #expect(try theirs.pushed(many, to: "main", of: other, net.options) == .done)
  #expect(try mine.fetch(remote, ["main"], net.options).first?.after == many)
  for folder in [net.bare, one, two] { try git(folder, "fsck", "--strict") }

  // Another branch, and the first one of an empty repository.
  #expect(try theirs.pushed(many, to: "sealed/x", of: other, net.options) == .done)
  try git(net.scratch.path, "init", "-q", "--bare", "-b", "main", "empty.git")
  try git(one, "remote", "add", "empty", url(net.scratch.path + "/empty.git"))
  let again = try Repository.open(one)
  let empty = try #require(try again.remote("empty"))
  #expect(try again.remoteTips(empty, net.options) == RemoteTips())
  #expect(try again.fetch(empty, ["main"], net.options).first?.after == nil)
  #expect(try again.pushed(many, to: "main", of: empty, net.options) == .done)
  #expect(try Net.tip(net.scratch.path + "/empty.git", "main") == many)
  try git(net.scratch.path + "/empty.git", "fsck", "--strict")

  // A server that does not want it.
  try net.refuse()
  let more = try Net.commit(two, "no.md", "no\n")
  let outcome = try theirs.pushed(more, to: "main", of: other, net.options)
  guard case .refused(let reasons) = outcome else {
    Issue.record("\(outcome)")
    return
  }
  #expect(reasons.contains { $0.contains("not today") })
  #expect(try Net.tip(net.bare, "main") == many)

  // Nothing there.
  try git(one, "remote", "add", "gone", url(net.scratch.path + "/gone.git"))
  let last = try Repository.open(one)
  let gone = try #require(try last.remote("gone"))
  for _ in 0..<2 {
    #expect {
      try last.fetch(gone, ["main"], net.options)
    } throws: { error in
      (error as? TransferError)?.problem == .noSuchRepository
    }
  }
}

extension Repository {
  /// Commits as many posts, one each, and returns the last commit.
  func post(_ count: Int, from first: Int = 0, on start: ObjectID) throws -> ObjectID {
    let lock = try lock()
    var tip = start
    for number in first..<(first + count) {
      let blob = try writeBlob("post \(number)\n")
      tip = try perform(
        BranchChange(
          branch: "main", parents: [tip], changes: [.put("posts/2026/11/\(number).md", blob)], author: alice,
          committer: alice, message: "post \(number)"), under: lock
      ).commit
    }
    return tip
  }
}

extension Net {
  /// A hook on the server that refuses.
  func refuse() throws {
    let hook = bare + "/hooks/pre-receive"
    try Data("#!/bin/sh\necho not today >&2\nexit 1\n".utf8).write(to: URL(fileURLWithPath: hook))
    chmod(hook, 0o755)
  }
}
