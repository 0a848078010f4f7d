import Mustache
import Records
import Testing

@Test(arguments: ShippedFile.templates)
func aTemplateHasWhatTheFormatWants(file: ShippedFile) throws {
  let slug = String(file.path.dropFirst("templates/".count).dropLast(".md".count))
  #expect(Slug(rawValue: slug) != nil)
  #expect(RecordPath(file.path)?.type == .template)
  let template = try Document(parsing: file.bytes)
  #expect(template["title"]?.text?.isEmpty == false)
  #expect(["planning", "meeting", "analysis"].contains(template["kind"]?.text ?? ""))
  #expect(template["language"]?.text == file.language)
  #expect(["none", "in turn", "fewest first"].contains(template["assign"]?.text ?? "none"))
  let skipped = template["skip"]?.texts ?? []
  #expect(skipped.allSatisfy { ["weekends", "holidays", "absences"].contains($0) })
}

@Test func everyTemplateIsThereInBothLanguagesWithTheSameParameters() throws {
  var shapes: [String: (language: String, translation: String?, parameters: [String])] = [:]
  for file in ShippedFile.templates {
    let template = try Document(parsing: file.bytes)
    let parameters = template.parameters.map {
      "\($0["name"]?.text ?? "") \($0["type"]?.text ?? "") \($0["question"] ?? .null)"
    }
    shapes[file.path] = (file.language, template["translation"]?.text, parameters)
  }
  for (path, shape) in shapes {
    let other = try #require(shapes["templates/\(shape.translation ?? "").md"], "\(path) has no translation")
    #expect("templates/\(other.translation ?? "").md" == path)
    #expect(other.language != shape.language)
    #expect(other.parameters == shape.parameters)
  }
}

@Test(arguments: ShippedFile.templates)
func parametersAskInBothLanguages(file: ShippedFile) throws {
  let types = ["date", "month", "year", "days", "people", "text", "number", "choice"]
  for parameter in try Document(parsing: file.bytes).parameters {
    let keys = Set(parameter.pairs.map(\.key))
    #expect(keys.isSuperset(of: ["name", "type", "question"]))
    #expect(keys.isSubset(of: ["name", "type", "question", "default", "choices"]))
    let name = parameter["name"]?.text ?? ""
    #expect(
      name.first?.isLetter == true
        && name.allSatisfy { $0.isASCII && $0.isLowercase || "_0123456789".contains($0) })
    #expect(!rowNames.contains(name), "\(name) is a name of the row")
    #expect(types.contains(parameter["type"]?.text ?? ""))
    #expect(parameter["question"]?["fr"]?.text?.contains("\u{A0}?") == true)
    #expect(parameter["question"]?["en"]?.text?.contains("?") == true)
    let languages = parameter["question"]?.pairs.map(\.key)
    #expect(languages == ["fr", "en"])
    #expect((parameter["type"]?.text == "choice") == keys.contains("choices"))
    if let choices = parameter["choices"]?.texts {
      #expect(choices.contains(parameter["default"]?.text ?? ""))
    }
  }
}

@Test(arguments: ShippedFile.templates)
func everyTagNamesSomethingAndEverySectionCloses(file: ShippedFile) throws {
  let template = try Document(parsing: file.bytes)
  var known = rowNames.union(template.parameters.compactMap { $0["name"]?.text })
  for item in template["rows"]?["list"]?.list ?? [] { known.formUnion(item.pairs.map(\.key)) }
  let cells = (template["columns"]?.list ?? []).flatMap {
    [$0["title"]?.text ?? "", $0["value"]?.text ?? ""]
  }
  for text in cells + [template.body] {
    var open: [String] = []
    for tag in tags(of: text) {
      let name = String(tag.drop { "#^/".contains($0) })
      #expect(known.contains(name), "{{\(tag)}} names nothing")
      switch tag.first {
      case "#", "^": open.append(name)
      case "/": #expect(open.popLast() == name)
      default: break
      }
    }
    #expect(open.isEmpty)
  }
}

@Test(arguments: ShippedFile.templates)
func theMustacheLibraryAcceptsBodyAndCells(file: ShippedFile) throws {
  let template = try Document(parsing: file.bytes)
  let columns = template["columns"]?.list ?? []
  for text in [template.body] + columns.flatMap({ [$0["title"]?.text ?? "", $0["value"]?.text ?? ""] }) {
    _ = try MustacheTemplate(string: text)
  }
}

@Test(arguments: ShippedFile.templates)
func rowsAndColumnsComeTogetherAndAreUsed(file: ShippedFile) throws {
  let template = try Document(parsing: file.bytes)
  let names = Set(template.parameters.compactMap { $0["name"]?.text })
  #expect((template["rows"] == nil) == (template["columns"] == nil))
  #expect((template["rows"] != nil) == template.body.contains("{{table}}"))
  guard let rows = template["rows"] else { return }
  let each = rows["each"]?.text ?? ""
  #expect(["days", "working days", "weeks", "months", "people", "list"].contains(each))
  if each.hasSuffix("s") { #expect(rows["from"] != nil && rows["to"] != nil) }
  if each == "people" || template["assign"]?.text != "none" { #expect(names.contains("people")) }
  let days = [rows["from"], rows["to"]] + (rows["list"]?.list ?? []).map { $0["day"] }
  for day in days.compactMap({ $0?.text }) {
    let words = day.split(separator: " ")
    #expect(names.contains(String(words.first ?? "")), "\(day) begins with no parameter")
    #expect(words.count == 1 || words.count == 3)
  }
}

/// Clauses 9 to 11 of Templates.md, and the two names of the body.
private let rowNames: Set = [
  "number", "first", "last", "day", "iso", "weekday", "day_of_month", "week", "absent", "person", "handle",
  "phone",
  "email", "region", "deputy", "backup", "days_away", "away", "table", "rows", "text",
]

private func tags(of text: String) -> [Substring] {
  text.split(separator: "{{").dropFirst(text.hasPrefix("{{") ? 0 : 1).map { $0.prefix { $0 != "}" } }
}

extension Document {
  fileprivate var parameters: [YAMLValue] { self["parameters"]?.list ?? [] }
}

extension YAMLValue {
  fileprivate var list: [YAMLValue] {
    if case .list(let values) = self { return values }
    return []
  }
}
