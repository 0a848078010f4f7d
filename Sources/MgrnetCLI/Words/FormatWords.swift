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

  /// Returns the name of an author, which is nobody's of what names nobody.
  static func author(_ handle: String) -> Phrase {
    handle == Handle.anonymous ? Phrase(en: "anonymous", fr: "anonyme") : Phrase(verbatim: "\(handle)")
  }

  /// What a row is of, in one word.
  static func typeName(of row: OutputRow) -> Phrase {
    RecordType(rawValue: row.type).map { kindName(nil, of: $0) } ?? Phrase(verbatim: "\(row.type)")
  }

  /// Returns the time since a moment for a narrow column: `3 h`, `12 d`, `5 w`, `3 mo`; the day if it is in the future.
  static func age(of then: Timestamp, now: Timestamp) -> Phrase {
    let seconds = now.seconds - then.seconds
    let days = seconds / 86_400
    return switch days {
    case _ where seconds < -60: day(then.day, .medium)
    case 0 where seconds < 60: Phrase(en: "now", fr: "à l'instant")
    case 0 where seconds < 3_600: Phrase(en: "\(seconds / 60) min", fr: "\(seconds / 60)\u{A0}min")
    case 0: Phrase(en: "\(seconds / 3_600) h", fr: "\(seconds / 3_600)\u{A0}h")
    case ..<14: Phrase(en: "\(days) d", fr: "\(days)\u{A0}j")
    case ..<60: Phrase(en: "\(days / 7) w", fr: "\(days / 7)\u{A0}sem.")
    case ..<730: Phrase(en: "\(days / 30) mo", fr: "\(days / 30)\u{A0}mois")
    default: Phrase(en: "\(days / 365) y", fr: "\(days / 365)\u{A0}ans")
    }
  }

  /// Returns the time since a moment: `3 hours ago`, `il y a 3 heures`; the day if it is older than four weeks or in the
  /// future.
  static func ago(_ then: Timestamp, now: Timestamp) -> Phrase {
    let seconds = now.seconds - then.seconds
    switch seconds {
    case ..<(-60): return day(then.day, .medium)
    case ..<60: return Phrase(en: "just now", fr: "à l'instant")
    case ..<3600: return past(Noun(en: ("minute", "minutes"), fr: ("minute", "minutes")), seconds / 60)
    case ..<86_400: return past(hourNoun, seconds / 3600)
    case ..<(28 * 86_400): return past(dayNoun, seconds / 86_400)
    default: return day(then.day, .medium)
    }
  }

  private static func past(_ unit: Noun, _ count: Int64) -> Phrase {
    let time = unit.counted(Int(count))
    return Phrase(en: "\(time) ago", fr: "il y a \(time)")
  }

  static let hourNoun = Noun(en: ("hour", "hours"), fr: ("heure", "heures"))
  static let dayNoun = Noun(en: ("day", "days"), fr: ("jour", "jours"))

  /// A length of time as records have it, in words: `2 days`, `2 jours`.
  static func length(_ length: DayCount) -> Phrase {
    length.days > 0 && length.days.isMultiple(of: 7)
      ? Noun(en: ("week", "weeks"), fr: ("semaine", "semaines")).counted(length.days / 7)
      : dayNoun.counted(length.days)
  }
}
