import Foundation
import Testing

@testable import MgrnetCLI

struct EventExportTests {
  /// khal takes what `event export` writes, and shows it on its own clock.
  @Test(.enabled(if: OtherProgram.khal.isThere))
  func khalImportsWhatIsExported() throws {
    let network = try TestNetwork()
    try network.write("net/network.md", "---\nname: Net\nformat: 2\ntime_zone: Europe/Paris\n---\n")
    try network.git("commit", "-qam", "the network's clock")
    for (title, starts) in [
      ("Déjeuner; à Lyon, café", "2026-11-26T12:00:00+01:00"), ("Summer", "2027-07-01T09:30:00+02:00"),
    ] {
      let made = network.run(
        "event", "create", "-t", title, "--starts", starts, "--place", "Place “Bellecour”, 2", "-m",
        "One\nquestion, each.", "-q")
      #expect(made.status == 0, "\(made.errors)")
    }
    let file = network.path + "/events.ics"
    #expect(network.run("event", "export", "-o", file).status == 0)

    try network.write(
      "khal/config",
      """
      [calendars]
      [[net]]
      path = \(network.path)/calendar
      type = calendar
      [locale]
      timeformat = %H:%M
      dateformat = %Y-%m-%d
      longdateformat = %Y-%m-%d
      datetimeformat = %Y-%m-%d %H:%M
      longdatetimeformat = %Y-%m-%d %H:%M
      local_timezone = Europe/Paris
      default_timezone = Europe/Paris
      [sqlite]
      path = \(network.path)/khal.db

      """)
    try FileManager.default.createDirectory(
      atPath: network.path + "/calendar", withIntermediateDirectories: true)
    let (config, environment) = (network.path + "/khal/config", ["HOME": network.path])
    func khal(_ arguments: String...) throws -> String {
      switch arguments.count {
      case 2:
        try OtherProgram.khal.run(
          "-c", config, "import", "--batch", "-a", "net", arguments[1], environment: environment)
      default:
        try OtherProgram.khal.run(
          "-c", config, "list", "--format", "{start-long}|{end-long}|{title}|{location}", "--day-format", "",
          "2026-11-01", "365d", environment: environment)
      }
    }
    _ = try khal("import", file)
    let listed = try khal("list").split(separator: "\n").map(String.init).filter { !$0.isEmpty }
    #expect(
      listed == [
        "2026-11-26 12:00|2026-11-26 13:00|Déjeuner; à Lyon, café|Place “Bellecour”, 2",
        "2027-07-01 09:30|2027-07-01 10:30|Summer|Place “Bellecour”, 2",
      ])
    // The same again are the same two.
    _ = try khal("import", file)
    #expect(try khal("list").split(separator: "\n").count == 2)
  }
}
