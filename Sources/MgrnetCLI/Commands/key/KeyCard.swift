import Records
import Sealing

/// The keys that a person's card has.
struct KeyCard {
  struct Entry {
    let device: String
    /// `nil` if the card's texts are no keys.
    let keys: PublicKeys?
  }

  let entries: [Entry]

  init(_ card: Document) {
    var found: [Entry] = []
    if case .list(let values)? = card["keys"] {
      for value in values {
        let (age, sign) = (value["age"]?.text, value["sign"]?.text)
        let keys = age.flatMap { age in
          sign.flatMap { try? PublicKeys(age: age, sign: $0) }  // unreadable keys are listed as such
        }
        found.append(Entry(device: value["device"]?.text ?? "", keys: keys))
      }
    }
    entries = found
  }

  func has(_ keys: PublicKeys) -> Bool { entries.contains { $0.keys == keys } }

  subscript(device: Slug) -> Entry? { entries.first { $0.device == device.rawValue } }
}
