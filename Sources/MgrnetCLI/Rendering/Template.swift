import Mustache

/// A Mustache template over a row's fields (`--format`); it escapes nothing for HTML.
struct FormatTemplate {
  private let template: MustacheTemplate

  /// `\n` and `\t` in the text mean a line's end and a tab, as shells make those hard to type.
  ///
  /// - Throws: ``Failure`` (64) with line and column where the template is wrong.
  init(_ text: String) throws {
    let spelled = text.replacing("\\n", with: "\n").replacing("\\t", with: "\t")
    do {
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE: TEXT}}" + spelled)
    } catch let error as MustacheTemplate.ParserError {
      let column =
        error.context.lineNumber == 1 ? max(1, error.context.columnNumber - 24) : error.context.columnNumber
      throw Failure(
        .usage,
        Words.badTemplate(line: error.context.lineNumber, column: column, Words.templateFault(error.error)),
        hint: Words.templateHint)
    } catch {
      throw Failure(
        .usage, Words.badTemplate(line: 1, column: 1, Words.templateFault(error)), hint: Words.templateHint)
    }
    var tags = TemplateTags(spelled)
    if let (fault, line, column) = tags.firstFault() {
      throw Failure(
        .usage, Words.badTemplate(line: line, column: column, Words.templateFault(fault)),
        hint: Words.templateHint)
    }
  }

  func text(for row: OutputRow) -> String {
    let fields = row.fields.reduce(into: [String: Any]()) { result, field in
      result[field.name] = field.value.forTemplate
    }
    return template.render(fields)
  }
}

extension OutputRow.Value {
  /// The value for the template engine; absent values are left out.
  fileprivate var forTemplate: Any? {
    switch self {
    case .text(let value): harmlessLines(value)
    case .number(let value): value
    case .real(let value): value
    case .flag(let value): value
    case .none: nil
    case .list(let values): values.compactMap(\.forTemplate)
    case .fields(let fields):
      fields.reduce(into: [String: Any]()) { result, field in result[field.name] = field.value.forTemplate }
    }
  }
}
