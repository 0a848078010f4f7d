import Planning
import Records
import SearchIndex

/// The keys of a record that people read as `label: value`, in the file's order, the labels in one column.
struct ItemFields {
  let lines: [TerminalText]

  /// - Parameters:
  ///   - foreign: whether these are the keys that the format does not know, rather than those that it does.
  ///   - width: the cells of a line; `nil` in a pipe.
  init(_ record: IndexedRecord, foreign: Bool, style: Style, language: Language, width: Int?) {
    let known =
      Schema.fields(of: record.type, format: Schema.formatVersion) + Schema.fields(of: record.type, format: 1)
    let kinds = Dictionary(known.map { ($0.key, $0.kind) }) { newer, _ in newer }
    let fields = record.fields.filter {
      record.type != .template && !Self.hidden.contains($0.key) && $0.value != .null
        && !(record.type != .person && $0.key == "tags") && (kinds[$0.key] == nil) == foreign
        && !(record.type == .post && $0.key == "from")
    }
    let labels = fields.map {
      TerminalText(foreign ? $0.key : Words.fieldLabel($0.key, of: record.type)[language])
    }
    let column = labels.map(\.width).max() ?? 0
    lines = zip(labels, fields).flatMap { label, field -> [TerminalText] in
      let value = kinds[field.key].flatMap { Words.fieldValue(field.value, of: field.key, $0) }?[language]
      let text: TerminalText = "\(value ?? OutputRow.Value(field.value).oneLine)"
      let parts = width.map { text.words(to: max(10, $0 - column - 2)) } ?? [text]
      return parts.enumerated().map { place, part in
        (place == 0 ? style.dim(label.padded(to: column)) : .spaces(column)) + "  " + part
      }
    }
  }

  /// Shown elsewhere on the page, or for machines only.
  private static let hidden: Set<String> = [
    "id", "title", "name", "author", "added_by", "created", "kind", "mode", "takeaway", "accepted",
    "withdrawn",
    "replaced_by", "keys", "plan", "owner", "proof", "charter", "host", "person", "language", "uid",
    "sequence",
    // `contest show` has what a person reads of them.
    "trustee", "voters", "key", "sealed_key", "choices", "questions",
  ]
}
