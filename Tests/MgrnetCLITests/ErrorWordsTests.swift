import Disk
import Git
import Records
import Store
import Testing

@testable import MgrnetCLI

/// Every error of the rooms below has words in both languages and the status that cli.md gives it.
struct ErrorWordsTests {
  static let gitErrors: [(GitError, MgrnetCLI.ExitStatus)] = [
    (.notFound("main"), .notFound), (.notARepository(path: "/x"), .notFound),
    (.notOwned(path: "/x"), .notAllowed),
    (.exists(path: "/x"), .cannotWrite), (.locked(path: "/x"), .busy),
    (.moved(branch: "main", expected: nil, found: nil), .busy), (.unsafePath("../x"), .notAllowed),
    (.checkedOut(branch: "main", workTree: "/x"), .cannotWrite),
    (.disk(.noSpace(path: "/x")), .cannotWrite), (.disk(.readOnly(path: "/x")), .cannotWrite),
    (.disk(.notPermitted(path: "/x")), .cannotWrite), (.disk(.symbolicLink(path: "/x")), .notAllowed),
    (.corrupt("x"), .badData),
    (.unknownFormat(extension: "x"), .badData),
    (.disk(.system(errno: 5, operation: "read", path: "/x")), .cannotWrite),
    (.disk(.locked(path: "/x")), .busy),
    (.other(code: -1, klass: 0, message: "x", operation: "git_x"), .internalError),
  ]

  @Test(arguments: gitErrors)
  func gitsErrorsHaveWords(error: GitError, status: MgrnetCLI.ExitStatus) {
    let failure = failure(for: error)
    #expect(failure.status == status)
    #expect(failure.phrase.english != failure.phrase.french)
    #expect(!failure.phrase.english.contains("unexpected"))
  }

  @Test(arguments: [
    RecordError.Reason.notUTF8, .nulByte, .noFrontMatter, .unclosedFrontMatter, .frontMatterTooLarge,
    .tooComplex,
    .duplicateKey("title"), .notAMap, .yaml("did not find"), .cannotEdit(key: "tags"),
  ])
  func recordsErrorsHaveWordsAndTheirPlace(reason: RecordError.Reason) {
    let error = RecordError(reason, line: 3, column: 7)
    let failure = MgrnetCLI.failure(for: StoreError.broken(path: "links/a\u{1B}b.md", error))
    #expect(failure.status == .badData && failure.hint != nil)
    #expect(failure.phrase.english.hasPrefix("links/a␛b.md: line 3, column 7: "))
    #expect(failure.phrase.french.hasPrefix("links/a␛b.md\u{A0}: ligne 3, colonne 7\u{A0}: "))
    #expect(failure.phrase.english != failure.phrase.french)
    #expect(MgrnetCLI.failure(for: RecordError(reason)).status == .badData)
  }

  @Test func anUnknownErrorIsAFaultOfOurs() {
    struct Strange: Error {}
    #expect(failure(for: Strange()).status == .internalError)
  }
}
