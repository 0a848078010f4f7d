/// Checks the tags of a Mustache template that the engine has parsed: finds faults that the engine accepts, and then prints
/// nothing for, or everything.
struct TemplateTags {
  enum Fault: Error, Equatable {
    /// The text ends behind the braces that open a tag.
    case cutShort
    case noName
    /// `{{> x}}` and `{{< x}}` want another template, and there is only this one.
    case noOtherTemplates
  }

  private let text: Substring
  private var place: Substring.Index
  private var (open, close) = ("{{", "}}")

  init(_ text: String) {
    self.text = text[...]
    place = text.startIndex
  }

  /// Returns the first fault, with its line and column from 1; `nil` if there is none.
  mutating func firstFault() -> (fault: Fault, line: Int, column: Int)? {
    while let opening = text[place...].firstRange(of: open) {
      place = opening.upperBound
      do throws(Fault) { try readTag() } catch {
        let before = text[..<place]
        let line = before[
          (before.lastIndex(where: \.isNewline).map(before.index(after:)) ?? before.startIndex)...]
        return (error, before.count(where: \.isNewline) + 1, line.count + 1)
      }
    }
    return nil
  }

  private mutating func readTag() throws(Fault) {
    guard let sign = text[place...].first else { throw .cutShort }
    let end = (sign == "{" ? "}" : sign == "=" ? "=" : "") + close
    guard let closing = text[place...].dropFirst().firstRange(of: end) ?? text[place...].firstRange(of: end)
    else {
      place = text.endIndex
      return
    }
    let inside = text[place..<closing.lowerBound]
    switch sign {
    case ">", "<": throw .noOtherTemplates
    case "=":
      let delimiters = inside.dropFirst().split(whereSeparator: \.isWhitespace)
      if delimiters.count == 2 { (open, close) = (String(delimiters[0]), String(delimiters[1])) }
    case "!", "%": break
    default:
      let name = "#^/&{$".contains(sign) ? inside.dropFirst() : inside
      if name.allSatisfy(\.isWhitespace) { throw .noName }
    }
    place = closing.upperBound
  }
}
