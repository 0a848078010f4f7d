import Foundation
import SharedData
import Testing

@testable import MgrnetCLI

@Suite struct LeaveTests {
  private func calendars() throws -> [String] {
    let folder = try #require(SharedData.folder)
    return try SharedData.files("ics", ending: ".ics").map { folder.appending(path: "ics/" + $0.path).path }
  }

  /// Source: collective/icalendar's own test files, broken ones included.
  @Test(.enabled(if: SharedData.isThere)) func everyRealCalendarComesInOnceOrSaysWhyNot() throws {
    let network = try TestNetwork()
    let files = try calendars()
    var (taken, refused) = (0, 0)
    for file in files {
      let run = network.run("leave", "import", file, "--ids", "--free")
      switch run.status {
      case 0: taken += run.lines.count
      case 65: refused += 1
      default: Issue.record("\(file): \(run.status) \(run.errors)")
      }
    }
    // Most of their events are meetings of an hour, or lie in the evening.
    #expect(taken >= 4)
    #expect(refused <= 5, "\(refused)")
    let before = try network.git("rev-parse", "HEAD")
    for file in files { _ = network.run("leave", "import", file, "--free") }
    #expect(try network.git("rev-parse", "HEAD") == before)
    #expect(network.run("doctor").status == 0)
    #expect(network.run("leave", "list", "--from", "1980", "--to", "2100", "--ids").lines.count == taken)
  }

  @Test(.enabled(if: SharedData.isThere)) func anotherCountrysHolidaysComeInOnce() throws {
    let network = try TestNetwork()
    let folder = try #require(SharedData.folder)
    let file = folder.appending(path: "france/jours-feries/data/ics/jours_feries_guyane.ics").path
    #expect(network.run("leave", "import", file, "--holidays", "guyane", "--for-all").status == 0)
    #expect(
      network.run("leave", "import", file, "--holidays", "guyane").errors.contains("that changes nothing"))
    #expect(network.run("leave", "who", "--on", "2027-06-10").errors.contains("Abolition"))
    let list = network.run("leave", "export", "--holidays", "2027").output
    #expect(list.components(separatedBy: "BEGIN:VEVENT").count == 13)
  }

  @Test func hostileTextStaysOutOfATerminalAndOfACard() throws {
    let network = try TestNetwork()
    try network.write(
      "evil.ics",
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\u{1b}[31m\\nstatus: planned\nDTSTART:20270215\nSUMMARY:\u{1b}]0;x\u{7}\nEND:VEVENT\n"
        + "BEGIN:VEVENT\nUID:y\nSUMMARY:\u{1b}[2J\nEND:VEVENT\nEND:VCALENDAR\n")
    let run = network.run("leave", "import", network.path + "/evil.ics", "--ids")
    #expect(run.status == 0 && run.lines.count == 1)
    #expect(!run.output.contains("\u{1b}") && !run.errors.contains("\u{1b}"))
    #expect(network.run("leave", "list", "--json").output.contains("\"status\":\"confirmed\""))
    #expect(network.run("doctor").status == 0)
  }
}
