import Markdown

/// Finds the pictures that a text shows by `<img src="…">` or by Obsidian's `![[…]]`, which Markdown does not know; not those
/// in code or comments.
package func picturesNotOfMarkdown(in text: String) -> [String] {
  guard text.contains("![[") || text.lowercased().contains("<img") else { return [] }
  var names: [String] = []
  /// Joins neighbouring texts, which cmark parts at brackets.
  var texts = ""
  func addEmbedded() {
    guard texts.contains("![[") else { return }
    names += texts.matches(of: /!\[\[([^\[\]|]+)[^\[\]]*\]\]/).map { oneLine(String($0.1)) }
  }
  for case .begin(let node) in Markdown(text)?.events ?? [] {
    if node.kind == .text {
      texts += node.text
      continue
    }
    addEmbedded()
    texts = ""
    guard node.kind == .html || node.kind == .htmlSpan else { continue }
    for case .begin("img", let attributes, _) in HTML(node.text)?.events ?? [] {
      if let name = attributes["src"], !name.isEmpty { names.append(oneLine(name)) }
    }
  }
  addEmbedded()
  return names
}
