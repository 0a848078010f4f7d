import Records

/// A signing key of a card.
package struct CardKey: Hashable, Sendable {
  package let sign: String
  /// The last day for which it holds.
  package let until: CalendarDay?

  /// Returns the signing keys of a card.
  package static func all(on card: Document?) -> [CardKey] {
    guard case .list(let entries)? = card?["keys"] else { return [] }
    return entries.compactMap { entry in
      guard let sign = entry["sign"]?.text else { return nil }
      // What is no day ends the key at once, rather than never.
      let until = entry["until"].flatMap { $0 == .null ? nil : $0 }
        .map { $0.text.flatMap(CalendarDay.init) ?? CalendarDay(daysSince1970: 0) }
      return CardKey(sign: sign, until: until)
    }
  }
}
