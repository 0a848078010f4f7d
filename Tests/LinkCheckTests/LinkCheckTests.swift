import Foundation
import Testing

@testable import LinkCheck

/// Python's server of `server.py` beside this file, ended with the value.
private final class Server {
  private let process = Process()
  let root: String

  init() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "server.py")
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script.path]
    process.standardOutput = output
    try process.run()
    let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    root = "http://127.0.0.1:\(port.trimmingCharacters(in: .whitespacesAndNewlines))"
  }

  /// Not SIGTERM: the threads that tests run on block it, and their children inherit that.
  deinit { kill(process.processIdentifier, SIGKILL) }
}

private func checker(milliseconds: Int = 5000) -> LinkChecker {
  // A proxy of this machine would answer in the server's place. It counts for all tests of this process: those of
  // proxies run the tool itself.
  setenv("no_proxy", "*", 1)
  var checker = LinkChecker(agent: "mgrnet-tests")
  checker.timeoutMilliseconds = milliseconds
  checker.lookUp = { $0.hasPrefix("gone") ? .unknown : .cannotAsk }
  return checker
}

private func verdicts(_ urls: [String], _ checker: LinkChecker = checker()) throws -> [LinkState?] {
  var verdicts = [LinkState?](repeating: nil, count: urls.count)
  try checker.check(urls) { place, verdict in
    #expect(verdicts[place] == nil, "\(urls[place]) has two verdicts")
    verdicts[place] = verdict
  }
  return verdicts
}

@Suite(.serialized) struct LinkCheckTests {
  @Test func eachKindOfAnswerHasItsVerdict() throws {
    let server = try Server()
    let cases: [(String, LinkState)] = [
      ("/ok", .ok), ("/status/204", .ok), ("/get-only/405", .ok), ("/get-only/501", .ok),
      ("/get-only/404", .ok),
      ("/mute", .ok), ("/redirect/301", .moved(to: server.root + "/ok")),
      ("/redirect/308", .moved(to: server.root + "/ok")), ("/redirect/302", .ok), ("/redirect/307", .ok),
      ("/hops/10", .moved(to: server.root + "/hops/0")), ("/hops/11", .unavailable(.badRedirect)),
      ("/loop", .unavailable(.badRedirect)), ("/to-file", .unavailable(.badRedirect)),
      ("/status/401", .restricted(status: 401)), ("/status/403", .restricted(status: 403)),
      ("/status/404", .broken(.status(404))), ("/status/410", .broken(.status(410))),
      ("/status/400", .broken(.status(400))), ("/status/429", .unavailable(.status(429))),
      ("/status/500", .unavailable(.status(500))), ("/status/503", .unavailable(.status(503))),
    ]
    let found = try verdicts(cases.map { server.root + $0.0 })
    for ((path, expected), verdict) in zip(cases, found) { #expect(verdict == expected, "\(path)") }
  }

  @Test func onlyTheWebIsAsked() throws {
    let addresses = ["mailto:a@example.org", "ftp://127.0.0.1/x", "file:///etc/passwd", "", "x"]
    #expect(try verdicts(addresses) == addresses.map { _ in .notWeb })
  }

  @Test func aNameThatIsGoneIsToldFromAMachineThatIsCutOff() throws {
    let found = try verdicts([
      "http://gone.invalid/a", "http://lost.invalid/", "http://127.0.0.1:1/", "http://[", "http://a b/",
    ])
    #expect(found[0] == .broken(.noHost("gone.invalid")))
    #expect(found[1] == .unavailable(.cannotResolve("lost.invalid")))
    guard case .unavailable(.failed) = found[2] else {
      Issue.record("\(String(describing: found[2]))")
      return
    }
    #expect(found[3] == .broken(.badAddress) && found[4] == .broken(.badAddress))
  }

  @Test func whatTakesTooLongIsNotBroken() throws {
    let server = try Server()
    let start = ContinuousClock.now
    let found = try verdicts(["/slow/20", "/ok"].map { server.root + $0 }, checker(milliseconds: 300))
    #expect(found == [.unavailable(.timedOut), .ok])
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func oneHostIsAskedTwiceAtOnceAndNoMore() throws {
    let server = try Server()
    let found = try verdicts((0..<12).map { server.root + "/slow/0.05?\($0)" })
    #expect(found.allSatisfy { $0 == .ok })
    // The server's own count of what it answered at the same time.
    #expect(try verdicts([server.root + "/most/2"]) == [.ok])
    #expect(try verdicts([server.root + "/was-got"]) == [.broken(.status(404))], "HEAD was enough")
  }

  @Test func manyAddressesAllGetAVerdict() throws {
    let server = try Server()
    var checker = checker()
    checker.perHost = 16
    let urls = (0..<100).map { server.root + ($0.isMultiple(of: 2) ? "/ok?\($0)" : "/status/404?\($0)") }
    let found = try verdicts(urls, checker)
    #expect(found.count { $0 == .ok } == 50 && found.count { $0 == .broken(.status(404)) } == 50)
  }

  @Test(arguments: [
    ("http://Example.org:80/a", "example.org"), ("https://u:p@h.fr?x@y", "h.fr"),
    ("http://[::1]:8080/", "[::1]"), ("http://", ""), ("x", ""),
  ])
  func theHostOfAnAddressIsFound(_ url: String, _ host: String) { #expect(hostName(of: url) == host) }
}
