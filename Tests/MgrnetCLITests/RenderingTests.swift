import Records
import Testing

@testable import MgrnetCLI

struct RenderingTests {
  static let row: OutputRow = {
    var row = OutputRow(.id, "7k2mc4v9x0qp", type: "post")
    row.uniquePrefix = 4
    row.title = "Congés d’été :\tqui\ndécide ?\u{1B}[31m"
    row.path = "communities/idf/posts/2026/11/conges-7k2mc4v9x0qp/post.md"
    row.community = "idf"
    row.author = "alice"
    row.created = "2026-11-23T07:00:00+01:00"
    row.minutes = 2
    row.more = [
      OutputRow.Field("kind", .text("question")), OutputRow.Field("tags", .texts(["congés", "été"])),
    ]
    return row
  }()

  private func rendered(
    _ configure: (inout Context) -> Void = { _ in }, ids: Bool = false, terminal: Terminal = Terminal()
  )
    throws -> String
  {
    var context = try Context.forTests(
      environment: ["MGRNET_NOW": "2026-11-23T10:00:00+01:00"], terminal: terminal)
    configure(&context)
    var printer = try RowPrinter(context, ids: ids)
    printer.print(Self.row)
    printer.finish()
    return context.output.text
  }

  @Test func aPipeGetsOneLineWithTabsBetweenFields() throws {
    #expect(
      try rendered()
        == "7k2mc4v9x0qp\t2\tCongés d’été : qui décide ?␛[31m\talice\tidf\t2026-11-23T07:00:00+01:00\n")
  }

  @Test func aFileCannotSayWhatMgrnetSays() throws {
    let record = try Document(
      parsing: """
        ---
        title: Mine
        private: false
        path: elsewhere
        type: charter
        text: not the text
        mine: yes
        ---
        """)
    var row = OutputRow(.slug, "rh", path: "private/rh/community.md", record)
    row.more.append(OutputRow.Field("text", .text("the text")))
    #expect(row.fields.map(\.name).count == Set(row.fields.map(\.name)).count)
    #expect(row.fields.contains(OutputRow.Field("private", .flag(true))))
    #expect(row.fields.contains(OutputRow.Field("type", .text("community"))))
    #expect(row.fields.contains(OutputRow.Field("path", .text("private/rh/community.md"))))
    #expect(
      [row.fields.first { $0.name == "mine" }, row.fields.last] == [
        OutputRow.Field("mine", .text("yes")), OutputRow.Field("text", .text("the text")),
      ])
    #expect(row["text"] == .text("the text"))
  }

  @Test func idsAreAlone() throws { #expect(try rendered(ids: true) == "7k2mc4v9x0qp\n") }

  @Test func jsonHasItsKeysInOrderOnOneLine() throws {
    #expect(
      try rendered { $0.options.json = true } == """
        {"id":"7k2mc4v9x0qp","type":"post","title":"Congés d’été :\\tqui\\ndécide ?\\u001b[31m",\
        "path":"communities/idf/posts/2026/11/conges-7k2mc4v9x0qp/post.md","community":"idf","author":"alice",\
        "created":"2026-11-23T07:00:00+01:00","private":false,"minutes":2,"kind":"question","tags":["congés","été"]}

        """)
  }

  @Test func aTemplateIsFilledWithoutEscapesForHTML() throws {
    let format = "{{id}}\\t{{#tags}}[{{.}}]{{/tags}} {{title}}{{^winner}} & <none>{{/winner}}"
    #expect(
      try rendered { $0.options.format = format }
        == "7k2mc4v9x0qp\t[congés][été] Congés d’été :\tqui\ndécide ?␛[31m & <none>\n")
  }

  @Test(arguments: [
    ("{{#tags}}", "line 1, column 10: a section is not closed"),
    ("a\n{{id", "line 2, column 5: it ends too early"),
    ("{{#a}}{{/b}}", "line 1, column 10: a section is closed under another name"),
    ("{{/a}}", "line 1, column 4: a section is closed under another name"),
    ("{{", "line 1, column 3: it ends too early"),
    ("{{id}}\\n{{title}} {{", "line 2, column 13: it ends too early"),
    ("{{{", "line 1, column 4: it ends too early"),
    ("{{id}", "line 1, column 5: it ends too early"),
    ("{{=", "line 1, column 4: the delimiters are wrong"),
    ("{{=<% %>=}}<%id%><%", "line 1, column 20: it ends too early"),
    ("{{id}} {{ }}", "line 1, column 10: a field's name is missing"),
    ("{{{}}}", "line 1, column 3: a field's name is missing"),
    ("{{#}}{{/}}", "line 1, column 3: a field's name is missing"),
    ("{{> partial}}", "line 1, column 3: there is no other template to put in"),
    ("{{<a}}{{/a}}", "line 1, column 3: there is no other template to put in"),
  ])
  func aWrongTemplateIsRefusedWithItsPlace(format: String, fault: String) throws {
    let error = try #require(throws: Failure.self) { try FormatTemplate(format) }
    #expect(error.status == .usage)
    #expect(error.phrase.english == "the template of `--format` is wrong at \(fault)")
  }

  @Test(arguments: [
    "", "}}", "a { b", "{{!}}", "{{! }} {{id}}", "{{{id}}}", "{{& id}}",
    "{{=<% %>=}}<%id%> {{ <%={{ }}=%>{{id}}",
    "{{^winner}}none{{/winner}}", "{{uppercased(title)}}",
  ])
  func whatIsRightIsTaken(format: String) throws { _ = try FormatTemplate(format) }

  @Test func aTerminalGetsColumnsThatFitIt() throws {
    let terminal = Terminal(output: true, width: 60)
    #expect(
      try rendered({ $0.options.color = .never }, terminal: terminal)
        == "7k2m  Congés d’été : qui décide ?␛[31m  alice  idf  3 h\n")
  }

  @Test func onATerminalTheUniquePrefixStandsOut() throws {
    let text = try rendered(terminal: Terminal(output: true, width: 100))
    #expect(text.hasPrefix("\u{1B}[1m\u{1B}[33m7k2m\u{1B}[39m\u{1B}[22m  "))
    #expect(!text.contains("c4v9"))
  }

  @Test func colourIsOffWhereItIsNotWanted() {
    let colours = Environment(["TERM": "xterm"])
    #expect(ColorChoice.auto.applies(to: true, colours))
    #expect(!ColorChoice.auto.applies(to: false, colours))
    #expect(!ColorChoice.auto.applies(to: true, Environment(["NO_COLOR": "1"])))
    #expect(ColorChoice.auto.applies(to: true, Environment(["NO_COLOR": ""])))
    #expect(!ColorChoice.auto.applies(to: true, Environment(["TERM": "dumb"])))
    #expect(ColorChoice.always.applies(to: false, Environment(["NO_COLOR": "1"])))
    #expect(!ColorChoice.never.applies(to: true, colours))
  }

  @Test func twoFormsAtOnceAreRefused() throws {
    var context = try Context.forTests()
    context.options.json = true
    let error = try #require(throws: Failure.self) { try RowPrinter(context, ids: true) }
    #expect(error.phrase.english == "`--ids` contradicts `--json`")
  }

  @Test(arguments: [
    (0, "just now", "à l’instant"), (59, "just now", "à l’instant"),
    (60, "1 minute ago", "il y a 1\u{A0}minute"),
    (3 * 3600, "3 hours ago", "il y a 3\u{A0}heures"), (5 * 86_400, "5 days ago", "il y a 5\u{A0}jours"),
    (40 * 86_400, "14 Oct 2026", "14 oct. 2026"), (-86_400, "24 Nov 2026", "24 nov. 2026"),
  ])
  func datesAreRelativeForFourWeeks(seconds: Int64, english: String, french: String) throws {
    let now = try #require(Timestamp("2026-11-23T10:00:00+01:00"))
    let then = Timestamp(secondsSince1970: now.seconds - seconds, offsetMinutes: 60)
    #expect(Words.ago(then, now: now)[.english] == english)
    #expect(Words.ago(then, now: now)[.french] == french)
  }

  private static let ages: [(Int64, String, String)] = [
    (0, "now", "à l’instant"), (60, "1 min", "1\u{A0}min"), (10_800, "3 h", "3\u{A0}h"),
    (13 * 86_400, "13 d", "13\u{A0}j"), (14 * 86_400, "2 w", "2\u{A0}sem."),
    (60 * 86_400, "2 mo", "2\u{A0}mois"), (729 * 86_400, "24 mo", "24\u{A0}mois"),
    (730 * 86_400, "2 y", "2\u{A0}ans"), (-86_400, "24 Nov 2026", "24 nov. 2026"),
  ]

  @Test(arguments: ages)
  func agesAreShortInColumns(seconds: Int64, english: String, french: String) throws {
    let now = try #require(Timestamp("2026-11-23T10:00:00+01:00"))
    let then = Timestamp(secondsSince1970: now.seconds - seconds, offsetMinutes: 60)
    #expect(Words.age(of: then, now: now)[.english] == english)
    #expect(Words.age(of: then, now: now)[.french] == french)
  }
}
