import Disclosure
import Judging
import Planning
import Records
import Store

/// One line of `doctor`: a problem of a file, and its place.
struct Diagnosis {
  let path: String
  /// Counted from 1.
  let line: Int
  let isError: Bool
  /// The kind of problem, for programs.
  let name: String
  let words: Phrase
  /// The kind of problem, in words.
  let kind: Phrase
  /// The text that a merge kept, and the file beside it; `nil` for other problems.
  var leftFromConflict: (path: String, original: String)?
}

extension Diagnosis {
  init(_ finding: Finding) {
    self.init(
      path: finding.path, line: finding.line, isError: finding.severity == .error, name: finding.name,
      words: Words.problem(finding.problem), kind: Words.problemKind(finding.problem))
    if case .leftFromConflict(let original) = finding.problem { leftFromConflict = (finding.path, original) }
  }

  /// Makes the diagnosis of a template that `plan` cannot read.
  init(_ slug: Slug, _ error: TemplateError) {
    self.init(
      path: RecordPath.template(slug), line: error.line, isError: true, name: "template",
      words: Words.templateProblem(error), kind: Words.templateProblems)
  }
}

extension Diagnosis {
  /// Makes the diagnosis of a file whose version here has no right.
  init(_ path: String, _ disputed: Disputed) {
    self.init(
      path: path, line: 1, isError: false, name: "disputed",
      words: disputed.blob == nil
        ? Words.removedWithoutRight(disputed.verdict) : Words.disputed(disputed.verdict),
      kind: Words.disputedRecords)
  }

  /// Makes the diagnosis of a private name that `sync` will refuse to send.
  init(_ leak: Leak) {
    let (path, line) =
      switch leak.place {
      case .file(let path, let line): (path, line)
      case .path(let path): (path, 1)
      case .message(let commit), .person(let commit): ("commit \(commit.description.prefix(8))", 1)
      case .earlier(let commit, let path, let line): ("\(commit.description.prefix(8)):\(path)", line)
      }
    self.init(
      path: path, line: line, isError: true, name: "leak", words: Words.quoted(in: leak), kind: Words.leaks)
  }
}

extension Session {
  /// Returns the problems in the branches' tips, by path and line.
  func diagnoses() throws -> [Diagnosis] {
    let found = try findings()
    let unreadable = Set(found.map(\.path))
    let snapshot = try network().snapshot()
    let templates = try snapshot.templates().filter { !unreadable.contains(RecordPath.template($0)) }
      .compactMap { slug -> Diagnosis? in
        let document = try snapshot.template(slug)
        do throws(TemplateError) { _ = try Template(document) } catch { return Diagnosis(slug, error) }
        return nil
      }
    let privacy = try privacyDiagnoses()
    // Where a private community cannot be read, what must not be said is unknown.
    let leaks = try privacy.contains(where: \.isError) ? [] : leaksOfNext().map { Diagnosis($0) }
    let disputes = try shelves().flatMap { try $0.disputes() }.map { Diagnosis($0.key, $0.value) }
    return (found.map(Diagnosis.init) + templates + privacy + leaks + disputes).sorted {
      ($0.path, $0.line) < ($1.path, $1.line)
    }
  }
}

extension Session {
  /// What is wrong with the folder of private communities.
  private func privacyDiagnoses() throws -> [Diagnosis] {
    let read = try privateShelves().compactMap { $0.community?.rawValue }
    let folders = try commons.privateFolders()
    func diagnosis(_ path: String, _ name: String, _ words: Phrase, isError: Bool) -> Diagnosis {
      Diagnosis(path: path, line: 1, isError: isError, name: name, words: words, kind: Words.privacyProblems)
    }
    let unreadable = folders.filter { !read.contains($0) }.map {
      diagnosis(
        "private/\($0)", "private_unreadable", Words.privateUnreadable("private/\($0)"), isError: true)
    }
    guard !folders.isEmpty, try !network().ignoresPrivate else { return unreadable }
    return unreadable + [
      diagnosis(".gitignore", "private_not_ignored", Words.privateNotIgnored, isError: false)
    ]
  }
}

extension Finding {
  fileprivate var name: String {
    switch problem {
    case .unreadable: "unreadable"
    case .field: "field"
    case .idDiffers: "id_differs"
    case .idTwice: "id_twice"
    case .unknownPerson: "unknown_person"
    case .unknownCommunity: "unknown_community"
    case .dangling: "dangling"
    case .missingPicture: "missing_picture"
    case .brokenLink: "broken_link"
    case .withoutThread: "without_thread"
    case .leftFromConflict: "conflict"
    case .differsByCase: "differs_by_case"
    case .privateInCommons: "private_in_commons"
    case .tooLarge: "too_large"
    case .withoutCard: "without_card"
    case .notARecord: "not_a_record"
    }
  }
}

extension OutputRow {
  /// Makes the row of a problem, with its words in the reader's language.
  init(_ diagnosis: Diagnosis, _ language: Language) {
    self.init(.id, "\(diagnosis.path):\(diagnosis.line)", type: "finding")
    title = diagnosis.words[language]
    path = diagnosis.path
    community = RecordPath(diagnosis.path)?.community?.rawValue
    more = [
      .init("line", .number(diagnosis.line)),
      .init("severity", .text(diagnosis.isError ? "error" : "notice")),
      .init("problem", .text(diagnosis.name)),
    ]
  }
}
