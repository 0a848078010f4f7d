import Records

extension Words {
  static func badTemplate(line: Int, column: Int, _ fault: Phrase) -> Phrase {
    Phrase(
      en: "the template of `--format` is wrong at line \(line), column \(column): \(fault)",
      fr: "le modèle de `--format` est faux ligne \(line), colonne \(column) : \(fault)")
  }
  static let templateHint = Phrase(
    en: "fields stand in double braces, as in `--format '{{id}} {{title}}'`; `--json` shows their names",
    fr:
      "les champs s'écrivent entre doubles accolades, comme `--format '{{id}} {{title}}'` ; `--json` montre leurs noms"
  )

  /// Reading time: `2 min`.
  static func minutes(_ count: Int) -> Phrase { Phrase(en: "\(count) min", fr: "\(count)\u{A0}min") }

  static let withdrawnTitle = Phrase(en: "(withdrawn)", fr: "(retiré)")

  /// Returns what stands in place of a title that was withdrawn with its post.
  static func noTitle(of row: OutputRow) -> Phrase {
    ["post", "reply"].contains(row.type) ? withdrawnTitle : Phrase(en: "", fr: "")
  }

  /// Returns the time since a moment: `3 h ago`, `il y a 3 h`; the day if it is older than four weeks or in the future.
  static func ago(_ then: Timestamp, now: Timestamp) -> Phrase {
    let seconds = now.seconds - then.seconds
    switch seconds {
    case ..<(-60): return Phrase(verbatim: "\(then.day)")
    case ..<60: return Phrase(en: "just now", fr: "à l'instant")
    case ..<3600: return Phrase(en: "\(seconds / 60) min ago", fr: "il y a \(seconds / 60)\u{A0}min")
    case ..<86_400: return Phrase(en: "\(seconds / 3600) h ago", fr: "il y a \(seconds / 3600)\u{A0}h")
    case ..<(28 * 86_400):
      let days = Int(seconds / 86_400)
      return Phrase(en: "\(days) d ago", fr: "il y a \(days)\u{A0}j")
    default: return Phrase(verbatim: "\(then.day)")
    }
  }
}
