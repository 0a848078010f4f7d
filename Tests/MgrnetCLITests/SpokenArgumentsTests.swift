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
    ("--on next friday", ["--on", "next friday"]),
    ("15/02 -m next monday", ["15/02", "-m", "next", "monday"]),
    ("février mars", ["février", "mars"]), ("-- next monday", ["--", "next", "monday"]), ("", []),
  ])
  func wordsThatMakeADayAreOne(typed: String, expected: [String]) {
    let words = typed.split(separator: " ").map(String.init)
    #expect(SpokenArguments.joined(words, positionals: true) == expected)
  }
}
