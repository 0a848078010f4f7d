/// Whom a text that is made of others' answers names: those who said so themselves. All others are colleagues, however
/// many they are.
package struct Credit: Hashable, Sendable {
  /// By their handles, each once, in the order of the answers.
  package let named: [String]
  /// Whether somebody answered who may not be named.
  package let hasOthers: Bool

  /// - Parameters:
  ///   - sources: who wrote each answer; `nil` for one without a name, of an import, or that is gone.
  ///   - author: of the text: where an answer is their own, there is nobody to ask.
  ///   - consents: what each person says whether the text may name them.
  package init(_ sources: [String?], by author: String?, consents: [String: Bool]) {
    var named: [String] = []
    var hasOthers = false
    for source in sources where source == nil || source != author {
      if let source, consents[source] == true {
        if !named.contains(source) { named.append(source) }
      } else {
        hasOthers = true
      }
    }
    (self.named, self.hasOthers) = (named, hasOthers)
  }
}
