import Testing

@testable import MgrnetCLI

@Suite struct SpokenArgumentsTests {
  @Test(arguments: [
    ("next monday", ["next monday"]), ("lundi prochain vendredi", ["lundi prochain", "vendredi"]),
    ("monday friday", ["monday", "friday"]), ("monday 15/02", ["monday", "15/02"]),
    ("monday 2027-02-15", ["monday 2027-02-15"]), ("tuesday 2027-02-15", ["tuesday", "2027-02-15"]),
    ("15 février 20 février", ["15 février", "20 février"]), ("15 feb 2027 +3d", ["15 feb 2027", "+3d"]),
    ("monday 15 feb 2027", ["monday 15 feb 2027"]), ("mardi 16 mars", ["mardi 16 mars"]),
    ("next week --deputy may.lee", ["next week", "--deputy", "may.lee"]),
    ("15/02 -m next monday", ["15/02", "-m", "next", "monday"]),
    ("février mars", ["février", "mars"]), ("-- next monday", ["--", "next", "monday"]), ("", []),
  ])
  func wordsThatMakeADayAreOne(typed: String, expected: [String]) {
    let words = typed.split(separator: " ").map(String.init)
    #expect(LeaveAddCommand.arranged(words) == expected)
  }

  @Test func theValueOfAnOptionThatIsADayIsOne() {
    #expect(LeaveWhoCommand.arranged(["--on", "next", "friday"]) == ["--on", "next friday"])
    #expect(
      LeaveEditCommand.arranged(["xjpe", "--to", "15", "mars", "-m", "15", "mars"])
        == ["xjpe", "--to", "15 mars", "-m", "15", "mars"])
  }

  /// Every option and argument of `leave` that is a day is declared as one.
  @Test func noDayOfLeaveIsForgotten() throws {
    let leave = try CommandHelp(of: LeaveCommand.self, in: .english)
    let names: Set = ["--on", "--from", "--to", "--month", "--year"]
    for argument in (leave.subcommands ?? []).flatMap({ $0.arguments ?? [] })
    where !names.isDisjoint(with: argument.spellings) {
      guard case .candidates(.day) = argument.completionKind else {
        Issue.record("\(argument.spellings) is not declared as a day")
        continue
      }
    }
  }
}
