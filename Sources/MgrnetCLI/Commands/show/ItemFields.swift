import Records
import SearchIndex

/// The keys of a record that people read as `label: value`, in the file's order, the labels in one column.
struct ItemFields {
  let lines: [TerminalText]

  init(_ record: IndexedRecord, style: Style, language: Language) {
    let fields = record.fields.filter {
      record.type != .template && !Self.hidden.contains($0.key) && $0.value != .null
        && !(record.type != .person && $0.key == "tags")
    }
    let labels = fields.map { TerminalText(Words.fieldLabel($0.key)[language]) }
    let width = labels.map(\.width).max() ?? 0
    lines = zip(labels, fields).map { label, field in
      style.dim(label.padded(to: width)) + "  \(OutputRow.Value(field.value).oneLine)"
    }
  }

  /// Shown elsewhere on the page, or for machines only.
  private static let hidden: Set<String> = [
    "id", "title", "name", "author", "added_by", "created", "kind", "mode", "takeaway", "accepted",
    "withdrawn",
    "replaced_by", "keys", "owner", "proof", "charter", "host", "person", "language", "uid", "sequence",
  ]
}
