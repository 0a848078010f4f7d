import Foundation
import Records
import SharedData
import Testing

@testable import SearchIndex

/// What real questions find among real documents, most of them pairs in two languages. Which ones answer a question was
/// judged once by reading them; `answers` names them by parts of their files' names.
@Suite struct RelevanceTests {
  struct Question {
    let text: String
    /// How many of the first five hits must be among `answers`; the first one always is.
    let least: Int
    let answers: [String]
  }

  static let questions = [
    Question(
      text: "gestion d'incidents", least: 2,
      answers: ["parfait-ou-presque", "bouchées-de-sécurité", "cap-sur-la-cybersécurité"]),
    Question(
      text: "présentation", least: 2,
      answers: [
        "5-conseils-pour-faire-de-vos-présentations", "5-tips-to-make-your-presentations", "montrer-liceberg",
      ]),
    Question(
      text: "recruter des talents", least: 4,
      answers: [
        "attirer-et-recruter", "démystifier-les-mythes", "strategie-en-matiere-de-competences",
        "embauche-au-snc",
        "en-pleine-croissance",
      ]),
    Question(
      text: "avis de confidentialité", least: 4,
      answers: [
        "rédiger-des-avis-de-confidentialité", "des-avis-de-confidentialité", "instaurer-la-confiance",
        "l’accord-parfait",
      ]),
    Question(
      text: "formulaires", least: 4,
      answers: [
        "comment-formulaires-gc", "des-formulaires-gouvernementaux", "améliorer-les-communications",
        "publiez-et-gérez-des-formulaires", "comment-nous-concevons-formulaires-gc",
      ]),
    Question(
      text: "équipe multidisciplinaire", least: 3,
      answers: [
        "former-une-équipe-multidisciplinaire", "démystifier-les-mythes", "colocalisation",
        "collaboration-productive",
        "explorer-les-conditions",
      ]),
    Question(
      text: "télétravail", least: 2,
      answers: ["améliorer-l’intégration-des-nouveaux-employés", "libérer-le-talent"]),
    Question(
      text: "recherche utilisateurs", least: 3,
      answers: [
        "a-la-recherche-utilisateur", "faire-equipe-pour-mieux-servir", "l’accord-parfait",
        "à-l’écoute-des-utilisateurs", "découvrez-comment-votre-ministère",
      ]),
    Question(
      text: "étudiant en stage", least: 2,
      answers: ["être-un-étudiant", "embauche-au-snc"]),
    Question(
      text: "accessibilité", least: 4,
      answers: [
        "services-d-accessibilite", "le-renforcement-des-environnements-inclusifs", "_index",
        "manuel-d’accessibilité", "outils-et-ressources",
      ]),
    Question(
      text: "incident management", least: 2,
      answers: ["a-percentage-of-perfection", "security-snack-time", "getting-cyber-safe"]),
    Question(
      text: "presentations", least: 2,
      answers: [
        "5-tips-to-make-your-presentations", "5-conseils-pour-faire-de-vos-présentations",
        "security-snack-time",
      ]),
    Question(
      text: "hiring talent", least: 4,
      answers: [
        "hiring-at-cds", "busting-talent-myths", "global-skills-strategy", "attracting-and-recruiting",
        "growing-service-design",
      ]),
    Question(
      text: "privacy notice", least: 3,
      answers: [
        "writing-privacy-notices", "a-faster-way-to-create-privacy", "building-trust-and-understanding",
        "the-policy-pieces",
      ]),
    Question(
      text: "forms", least: 4,
      answers: [
        "how-gc-forms-can-help", "improving-client-communications", "a-menagerie-of-government-forms",
        "publish-and-manage-online-forms", "how-we’re-building-gc-forms",
      ]),
    Question(
      text: "multidisciplinary teams", least: 3,
      answers: [
        "busting-talent-myths", "building-a-multidisciplinary-team", "productive-collaboration", "policy.md",
        "exploring-the-conditions", "co-location",
      ]),
    Question(
      text: "accessibility", least: 4,
      answers: [
        "accessibility-services-at-cds", "scaling-inclusive-environments", "tools-and-resources", "_index",
        "how-to-make-it-accessible", "accessibility-handbook",
      ]),
    Question(
      text: "meetings", least: 2,
      answers: ["how-we’re-planning-more-useful", "co-location", "distance-makes-the-team", "small-acts"]),
    Question(
      text: "user research", least: 4,
      answers: [
        "a-conducting-user-research", "explore-how-your-department", "teaming-up-to-deliver",
        "growing-service-design", "the-policy-pieces",
      ]),
    Question(
      text: "being a student", least: 1,
      answers: ["being-a-student-at-cds", "hiring-at-cds"]),
  ]

  @Test(.enabled(if: SharedData.isThere)) func theFirstFiveHitsAnswer() throws {
    let network = try SmallNetwork()
    var (files, names): ([String: String], [String: String]) = ([:], [:])
    for (number, file) in try SharedData.files("documents", ending: ".md").enumerated() {
      guard let document = try? Document(parsing: file.bytes) else { continue }  // two are no records
      let key = "d" + padded(number, 11)
      let name = String(file.path.split(separator: "/").last ?? "").nfc
      let title = (document["title"]?.text ?? name).replacing("\"", with: "")
      let day = document["date"]?.text.map { String($0.prefix(10)) } ?? "2020-01-01"
      let post = SmallNetwork.post(
        key, title: title, body: document.prose, kind: "practice", created: day + "T12:00:00Z",
        language: String(file.path.prefix(2)))
      files[post.path] = post.text
      names[key] = name
    }
    #expect(files.count > 350)
    try network.rebuild(files)
    for question in Self.questions {
      let found = try network.find(question.text, limit: 5).hits.map { names[$0.record.key] ?? "" }
      func isAnswer(_ name: String) -> Bool { question.answers.contains { name.contains($0) } }
      #expect(found.first.map(isAnswer) == true, "\(question.text): \(found)")
      #expect(found.count(where: isAnswer) >= question.least, "\(question.text): \(found)")
    }
  }
}
