import Foundation
import Records
import Testing

@testable import MgrnetCLI

struct EditorTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "mgrnet-\(UUID().uuidString)")
  private let everywhere = Terminal(input: true, output: true, errors: true)

  private func context(_ environment: [String: String]) throws -> Context {
    var variables = environment
    variables["PATH"] = "/usr/bin:/bin"
    return try Context.forTests(environment: variables, terminal: everywhere)
  }

  @Test func theEditorGetsTheDraftAndItsTextComesBack() throws {
    defer { try? FileManager.default.removeItem(at: folder) }  // in /tmp, harms nobody
    let context = try context(["EDITOR": "sh -c 'printf \" monde\" >> \"$1\"' editor"])
    let draft = try context.edit("Bonjour", named: "post-idf.md", in: folder.path, flag: "-m TEXT")
    #expect(draft.text == Array("Bonjour monde".utf8))
    #expect(FileManager.default.fileExists(atPath: draft.path))
    draft.remove()
    #expect(!FileManager.default.fileExists(atPath: draft.path))
  }

  @Test func whatWasTypedStaysWhereTheEditorFails() throws {
    defer { try? FileManager.default.removeItem(at: folder) }  // in /tmp, harms nobody
    let context = try context(["VISUAL": "sh -c 'printf typed > \"$1\"; exit 3' editor", "EDITOR": "true"])
    let error = try #require(throws: Failure.self) {
      try context.edit("", named: "post.md", in: folder.path, flag: "-m TEXT")
    }
    #expect(error.status == .badData)
    let path = folder.appendingPathComponent("post.md").path
    #expect(error.hint?.english == "your text is kept in \(path)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "typed")
  }

  @Test func anEarlierDraftIsNotOverwritten() throws {
    defer { try? FileManager.default.removeItem(at: folder) }  // in /tmp, harms nobody
    let context = try context([:])
    let first = try context.edit("one", named: "post.md", in: folder.path, flag: "-m") { "true" }
    let second = try context.edit("two", named: "post.md", in: folder.path, flag: "-m") { "true" }
    #expect(first.path != second.path)
    #expect(try String(contentsOfFile: first.path, encoding: .utf8) == "one")
  }

  @Test func withoutATerminalTheFlagIsNamed() throws {
    let error = try #require(throws: Failure.self) {
      try Context.forTests().edit("", named: "post.md", in: folder.path, flag: "-m TEXT")
    }
    #expect(error.status == .usage)
    #expect(error.hint?.english == "give `-m TEXT`")
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func longOutputGoesThroughThePagerAndShortOutputDoesNot() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // in /tmp, harms nobody
    func paged(lines: Int) throws -> (direct: String, pager: String?) {
      let paged = folder.appendingPathComponent("paged-\(lines)").path
      let direct = folder.appendingPathComponent("direct-\(lines)").path
      let descriptor = open(direct, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      defer { close(descriptor) }
      let environment = Environment(["PAGER": "cat > '\(paged)'", "PATH": "/usr/bin:/bin"])
      let writer = Writer(.descriptor(descriptor))
      writer.page(
        with: Paging(
          terminal: Terminal(output: true, height: 10), environment: environment, options: .standard))
      for number in 0..<lines { writer.line("line \(number)") }
      writer.finish()
      let text = try String(contentsOfFile: direct, encoding: .utf8)
      return (text, try? String(contentsOfFile: paged, encoding: .utf8))  // no pager, no file
    }
    #expect(try paged(lines: 3) == ("line 0\nline 1\nline 2\n", nil))
    let long = try paged(lines: 20_000)
    #expect(long.direct.isEmpty)
    #expect(long.pager?.split(separator: "\n").count == 20_000)
  }

  @Test func thePagerIsTheOneThatIsAskedFor() {
    let terminal = Terminal(output: true)
    func command(_ variables: [String: String], _ options: GlobalOptions = .standard) -> String? {
      Paging(terminal: terminal, environment: Environment(variables), options: options)?.command
    }
    #expect(command(["PAGER": "most"]) == "most")
    #expect(command(["PAGER": ""]) == nil)
    func script(_ variables: [String: String]) -> String? {
      Paging(terminal: terminal, environment: Environment(variables), options: .standard)?.script
    }
    #expect(script(["PAGER": "less"]) == "LESS=FRX; export LESS; less")
    #expect(script(["PAGER": "less", "LESS": ""]) == "less")
    #expect(command(["PATH": "/nonexistent"]) == nil)
    var options = GlobalOptions.standard
    options.noPager = true
    #expect(command(["PAGER": "most"], options) == nil)
    #expect(
      Paging(terminal: Terminal(), environment: Environment(["PAGER": "most"]), options: .standard)
        == nil)
  }
}
