import ArgumentParser
import Foundation
import Records
import Testing

@testable import MgrnetCLI

/// What `--json` prints has the same keys in every command, so that a script need not know which one printed it.
struct JSONKeysTests {
  /// What each command that prints rows is given; a command of the tree that is missing here fails the test below.
  private static let rows: [String: [[String]]] = [
    "today": [[]], "inbox list": [[]], "digest": [["--peek", "--since", "1y"]], "show": [shown],
    "list": listed,
    "find": [
      ["is:useful", "OR", "in:conges"], ["type:person", "OR", "type:link"],
      ["type:community", "OR", "congés"],
    ],
    "log": [[], ["ds24"]], "link list": [[]], "template list": [[]], "template show": [["visite-de-region"]],
    "plan": [
      ["visite-de-region", "--set", "place=Lyon", "--set", "visit=2026-12-01", "--set", "host=luc.moreau"]
    ], "leave list": [[]],
    "leave who": [["--on", "2026-12-24"]], "leave calendar": [["--month", "2026-12"]],
    "leave check": [
      ["--team", "direction du réseau", "--present", "9", "--from", "2026-12-01", "--to", "2027-06-01"]
    ], "leave bridges": [["2027"]],
    "event list": [[]], "event show": [["nxgb"]], "event who": [["nxgb"]], "event pair": [["nxgb"]],
    "contest list": [[]], "contest show": [["fgb7"], ["bw07"]], "contest verify": [["fgb7"]],
    "contest create": [
      [
        "-t", "Two tickets", "--mode", "draw", "--closes", "2027-01-15T18:00:00+01:00", "--draw-from",
        "a lottery",
      ]
    ],
    "community list": [[]], "community show": [["idf"]], "subscribe": [[]], "me": [[]],
    "stats": [[]], "swot": [[]], "doctor": [[]], "charter show": [[]],
    "post": [["idf", "-t", "New?", "-m", "Text."]], "reply": [["ds24", "-m", "Text."]],
    "link add": [["https://example.org/x", "-t", "X"]], "leave add": [["2027-03-01"]],
    "event create": [["-t", "Lunch", "--starts", "2026-12-03T12:00:00+01:00"]],
    "mark": [["akrg", "--useful"]], "promise": [["t105", "--by", "2026-11-27"]],
    "community create": [["nord", "-t", "Nord", "--region", "Nord"]],
    "template new": [["mine", "-t", "Mine", "--kind", "meeting"]],
    "event answer": [["nxgb", "yes"]], "accept": [["REPLY"]], "edit": [["POST", "--tag", "x"]],
    "community edit": [["nord", "-t", "Norden"]], "leave edit": [["LEAVE", "--to", "2027-04-02"]],
  ]
  private static let shown = [
    "ds24", "hnqn", "luc.moreau", "eam4", "nxgb", "idf", "45dt", "visite-de-region",
  ]
  private static let listed = [
    "post", "reply", "link", "template", "person", "event", "community", "absence",
  ].map {
    ["--type", $0, "--limit", "0"]
  }
  /// Commands that print no rows, or write files, or need another machine; the rows of these are the same values.
  private static let others: Set = [
    "help", "manual", "completion", "version", "init", "clone", "upgrade", "guard install",
    "undo",
    "charter accept", "charter edit", "inbox done", "unsubscribe", "withdraw", "cool", "publish",
    "relay publish",
    "sync", "link check", "leave cancel", "leave export", "leave import", "import markdown",
    "import bookmarks", "import json", "export json", "export atom", "export mbox", "export site", "watch",
    "serve",
    "event edit", "event cancel", "event confirm", "event met", "event export", "event take", "contest close",
    "contest enter", "contest open", "contest vote", "contest witness", "event invite",
    "key new",
    "key show",
    "key export", "key add", "key passphrase", "key signers", "community archive", "community fork",
    "community invite",
    "community join",
    "community expel", "community members", "community share", "community privacy",
  ]

  @Test func everyCommandIsNamedHere() {
    func leaves(_ type: any ParsableCommand.Type, _ path: [String]) -> [String] {
      let below = type.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      return below.isEmpty
        ? [path.joined(separator: " ")] : below.flatMap { leaves($0, path + [$0._commandName]) }
    }
    let all = Set(leaves(Mgrnet.self, [])).subtracting(Mgrnet.hidden.map { $0._commandName })
    #expect(all.symmetricDifference(Self.others.union(Self.rows.keys)).sorted() == [])
  }

  @Test func rowsHaveTheSameKeysInEveryCommand() throws {
    let network = try TestNetwork.example()
    try network.write("net/communities/idf/stray.txt", "no record")
    let event = "net/events/2026/dejeuner-des-managers-du-grand-est-a-strasbourg-nxgbntqz2a04"
    try network.write(event + "/rsvps/claire.martin.md", "---\nauthor: claire.martin\nanswer: yes\n---\n")
    let card = try String(contentsOfFile: network.path + "/" + event + "/event.md", encoding: .utf8)
    try network.write(
      event + "/event.md",
      card.replacing("\nseats: 16", with: "\nseats: 16\nconfirmed: [amina.benali, claire.martin]"))
    try network.git("add", "-A")
    try network.git("commit", "-q", "-m", "stray")
    let post = try #require(network.run("post", "idf", "-t", "Mine?", "-m", "Text.").lines.first)
    let reply = try #require(network.run("reply", String(post), "-m", "Text.").lines.first)
    let leave = try #require(network.run("leave", "add", "2027-04-01").lines.first)
    let own = ["POST": String(post), "REPLY": String(reply), "LEAVE": String(leave)]
    var keys: [String: Set<String>] = [:]
    for (command, calls) in Self.rows.sorted(by: { $0.key < $1.key }) {
      for call in calls {
        let run = network.run(
          command.split(separator: " ").map(String.init) + call.map { own[$0] ?? $0 } + ["--json"])
        #expect(!run.lines.isEmpty, "\(command) \(call): \(run.errors)")
        var seen: [String: Set<String>] = [:]
        for line in run.lines {
          let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
          let type = try #require(row["type"] as? String, "\(command): \(line)")
          let missing = Self.always.subtracting(row.keys)
          #expect(missing.isEmpty, "\(command), \(type): \(missing.sorted())")
          #expect(row["id"] is String && row["id"] as? String != "", "\(command): \(line)")
          let names = try Set(row.keys).subtracting(foreign(to: row["path"] as? String, in: network))
          let others = seen[type, default: names]
          #expect(others == names, "\(command), \(type): \(others.symmetricDifference(names).sorted())")
          seen[type] = names
          // Rows of records have what `list` has of them; other rows are about a record, and name it.
          if row["path"] is String { keys["\(type) of \(command)"] = names }
        }
      }
    }
    for type in ["post", "reply", "link", "template", "person", "event", "community", "absence"] {
      let base = try #require(keys["\(type) of list"])
      for (place, found) in keys where place.hasPrefix("\(type) of ") {
        #expect(base.subtracting(found).isEmpty, "\(place) lacks \(base.subtracting(found).sorted())")
      }
    }
  }

  /// The keys of a file that the format does not know, which a row has all the same.
  private func foreign(to path: String?, in network: TestNetwork) throws -> Set<String> {
    guard let path, let type = RecordPath(path)?.type,
      let bytes = FileManager.default.contents(atPath: network.net + "/" + path)
    else { return [] }
    let known = Set(Schema.fields(of: type, format: Schema.formatVersion).map(\.key))
    return Set(try Document(parsing: Array(bytes)).frontMatter.keys).subtracting(known).subtracting(
      Self.always)
  }

  private static let always: Set = [
    "id", "type", "title", "path", "community", "author", "created", "private", "minutes",
  ]
}
