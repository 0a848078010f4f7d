import Records
import Sealing

/// The keys that a person's card has.
struct KeyCard {
  struct Entry {
    let device: String
    /// `nil` for a key that only signs, or where the card's text is no key.
    let age: X25519Recipient?
    /// `nil` where the card's text is no key.
    let sign: VerifyingKey?
    /// The last day of the key, as the card has it.
    let until: String?
    /// Whether a text that should be a key is none: a person has to look at it.
    let isBroken: Bool

    /// Both keys; `nil` where one is missing.
    var keys: PublicKeys? { if let age, let sign { PublicKeys(age: age, sign: sign) } else { nil } }

    /// Whether the key had ended by a day. An end that cannot be read has come.
    func isOver(on day: CalendarDay) -> Bool {
      until.map { text in CalendarDay(text).map { $0 < day } ?? true } ?? false
    }
  }

  let entries: [Entry]

  init(_ card: Document) {
    var found: [Entry] = []
    if case .list(let values)? = card["keys"] {
      for value in values {
        let age = value["age"]?.text.flatMap { try? X25519Recipient($0) }  // listed as broken
        let sign = value["sign"]?.text.flatMap { try? VerifyingKey($0) }  // as above
        found.append(
          Entry(
            device: value["device"]?.text ?? "", age: age, sign: sign, until: value["until"]?.text,
            isBroken: sign == nil || age == nil && value["age"] != nil))
      }
    }
    entries = found
  }

  func has(_ key: DeviceKeys) -> Bool { entries.contains { $0.age == key.age && $0.sign == key.sign } }

  func has(_ keys: PublicKeys) -> Bool { entries.contains { $0.keys == keys } }

  /// Whether a key signs for the card's person on a day.
  func has(_ key: VerifyingKey, on day: CalendarDay) -> Bool {
    entries.contains { $0.sign == key && !$0.isOver(on: day) }
  }

  subscript(device: Slug) -> Entry? { entries.first { $0.device == device.rawValue } }
}

/// Public keys to enter on a card.
struct DeviceKeys {
  let device: Slug
  /// `nil` for a key that only signs.
  let age: X25519Recipient?
  let sign: VerifyingKey
}
