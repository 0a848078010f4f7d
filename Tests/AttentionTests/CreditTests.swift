import Attention
import Testing

/// Whom a text names that is made of others' answers.
struct CreditTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let sources: [String?]
    let consents: [String: Bool]
    let named: [String]
    let hasOthers: Bool
    let testDescription: String

    init(_ what: String, _ sources: [String?], _ consents: [String: Bool], _ named: [String], others: Bool) {
      (testDescription, self.sources, self.consents) = (what, sources, consents)
      (self.named, hasOthers) = (named, others)
    }
  }

  static let cases = [
    Case("nobody has said anything", ["sofia", "amina"], [:], [], others: true),
    Case("one said yes", ["sofia", "amina"], ["amina": true], ["amina"], others: true),
    Case("one said no", ["sofia"], ["sofia": false], [], others: true),
    Case(
      "both said yes", ["sofia", "amina"], ["amina": true, "sofia": true], ["sofia", "amina"], others: false),
    Case("two answers of one person", ["sofia", "sofia"], ["sofia": true], ["sofia"], others: false),
    Case("the author's own answer", ["luc"], [:], [], others: false),
    Case("the author says yes for others", ["sofia"], ["luc": true], [], others: true),
    Case("who answered nothing says yes", ["sofia"], ["paul": true], [], others: true),
    Case("an answer without a name", [nil, "sofia"], ["sofia": true], ["sofia"], others: true),
  ]

  @Test(arguments: cases) func onlyWhoSaidYesIsNamed(_ it: Case) {
    let credit = Credit(it.sources, by: "luc", consents: it.consents)
    #expect(credit.named == it.named)
    #expect(credit.hasOthers == it.hasOthers)
  }

  @Test func aTextWithoutAnAuthorNamesNobodyUnasked() {
    let credit = Credit([nil, "sofia"], by: nil, consents: [:])
    #expect(credit.named.isEmpty && credit.hasOthers)
  }
}
