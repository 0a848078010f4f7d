import Markdown
import Records

/// Returns others' text for HTML and XML, in texts as in attributes. Characters that XML has no place for, and those that turn the
/// direction of writing for what follows, are left out.
package func escapedMarkup(_ text: String) -> String {
  var escaped = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
    case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
    case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
    default: if !isUnfitForMarkup(scalar) { escaped.append(scalar) }
    }
  }
  return String(escaped)
}

/// Returns a text without the characters that ``escapedMarkup(_:)`` leaves out.
func fitForMarkup(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.filter { !isUnfitForMarkup($0) }))
}

/// XML 1.0 §2.2; the direction signs of Unicode's UAX 9 §2.
private func isUnfitForMarkup(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D: false
  case 0...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}

/// Returns a text of Markdown as HTML; see ``Markdown/Markdown/html(of:escaping:place:)``.
package func html(ofMarkdown text: String, place: (_ address: String, _ isPicture: Bool) -> Markdown.Place)
  -> String
{ Markdown.html(of: fitForMarkup(text), escaping: escapedMarkup, place: place) }

/// Whether an address leads out into the web, to somebody's mailbox or telephone.
package func isWebAddress(_ address: String) -> Bool {
  guard let colon = address.firstIndex(of: ":") else { return false }
  return ["http", "https", "mailto", "tel"].contains(address[..<colon].lowercased())
}
