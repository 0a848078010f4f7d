import ArgumentParser
import Disk
import Git
@preconcurrency import Glibc
import Records
import Store

/// Where a text comes from: `-m`, `-F`, standard input, else the editor.
struct TextOptions: ParsableArguments {
  @Option(
    name: [.customShort("m"), .long], parsing: .unconditional,
    help: .words(Words.optionMessage, value: "text"))
  var message: String?

  @Option(
    name: [.customShort("F"), .long], help: .words(Words.optionFile, value: "file"), completion: .file())
  var file: String?

  var isGiven: Bool { message != nil || file != nil }
}

/// A text that a person wrote, safe on disk until its act is done.
struct WrittenText {
  let text: String
  /// The draft that holds it; `nil` for a text that is safe in a file of theirs.
  let draft: String?
  /// The drafts of the shelf.
  let drafts: Drafts

  /// Returns an empty text, which needs no draft.
  static func nothing(in shelf: Shelf) throws -> WrittenText {
    WrittenText(text: "", draft: nil, drafts: try shelf.network().drafts)
  }
}

extension Session {
  /// Reads the text that the options name; `nil` if they name none.
  ///
  /// - Parameter dash: the positional argument that may be `-`.
  /// - Throws: ``Failure``: 64 for two sources or another word than `-`, 65 for what is not UTF-8 or holds NUL, 66 for no
  ///   such file.
  func text(_ options: TextOptions, dash: String?) throws -> String? {
    if let dash, dash != "-" {
      throw Failure(.usage, Words.unexpectedArguments([dash]), hint: Words.quoteWords)
    }
    let given = [options.message.map { _ in "-m" }, options.file.map { _ in "-F" }, dash].compactMap { $0 }
    if given.count > 1 { throw Failure.contradiction("`\(given[0])`", "`\(given[1])`") }
    if let message = options.message { return try valid(Array(message.utf8)) }
    if let file = options.file, file != "-" {
      // It may be a draft that the editor was opened with.
      return try Words.withoutEditorLines(valid(contents(of: file, limit: Input.textLimit)))
    }
    if dash != nil || options.file != nil { return try valid(context.input.readAll(limit: Input.textLimit)) }
    return nil
  }

  /// Reads the text of the options, else opens the editor. The text is kept as a draft either way.
  ///
  /// - Parameter shelf: has the draft, and will have the act.
  func written(_ options: TextOptions, dash: String?, start: String, name: String, in shelf: Shelf) throws
    -> WrittenText
  { try written(options, read: text(options, dash: dash), start: start, name: name, in: shelf) }

  /// - Parameter text: the text that the options name, if they name one.
  func written(
    _ options: TextOptions, read text: String?, start: String, name: String, in shelf: Shelf
  ) throws -> WrittenText {
    let drafts = try shelf.network().drafts
    if let text {
      let isSafe = options.file.map { $0 != "-" } ?? false
      return WrittenText(text: text, draft: isSafe ? nil : try drafts.begin(text, as: name), drafts: drafts)
    }
    guard context.terminal.canAsk else {
      throw Failure(.usage, Words.noEditorWithoutTerminal, hint: Words.give(oneOf: ["-m", "-F", "-"]))
    }
    // Checked before the editor opens.
    try shelf.network().requireBranch()
    try drafts.prepare()
    let underWay = Drafts.nameUnderWay(name) + ".md"
    do {
      let draft = try context.edit(
        start, named: underWay, in: drafts.folder, flag: "-m",
        configured: { try network().repository.configString("core.editor") })
      let text = try Words.withoutEditorLines(valid(draft.text))
      return WrittenText(text: text, draft: draft.path, drafts: drafts)
    } catch {
      var failure = failure(for: error)
      guard try Files.names(in: drafts.folder).contains(underWay) else { throw failure }
      // The name that the editor knew the draft by is about to change.
      if failure.hint == Words.draftKept("\(drafts.folder)/\(underWay)") { failure.hint = nil }
      let path = "\(drafts.folder)/\(underWay)"
      let kept = String(decoding: try onDisk(Files.read(path)) ?? [], as: UTF8.self)
      if Words.withoutEditorLines(kept).allSatisfy(\.isWhitespace) {
        try drafts.forget(path)
        throw failure
      }
      throw try keepingDraft(path, in: drafts, failure)
    }
  }

  /// Does the act that a text is for. If it fails, the draft stays, and the hint names it.
  func keeping<Result>(_ written: WrittenText, _ body: () throws -> Result) throws -> Result {
    do {
      let result = try body()
      try forget(written)
      return result
    } catch StoreError.nothingChanged {
      try forget(written)
      throw StoreError.nothingChanged
    } catch {
      let failure = failure(for: error)
      guard let draft = written.draft, written.text.contains(where: { !$0.isWhitespace }) else {
        try forget(written)
        throw failure
      }
      throw try keepingDraft(draft, in: written.drafts, failure)
    }
  }

  private func forget(_ written: WrittenText) throws {
    if let draft = written.draft { try written.drafts.forget(draft) }
  }

  /// Returns the failure with a hint that names the draft.
  private func keepingDraft(_ draft: String, in drafts: Drafts, _ failure: Failure) throws -> Failure {
    let kept = Words.draftKept(try drafts.settle(draft))
    var failure = failure
    failure.hint = failure.hint.map { Phrase(verbatim: "\($0)\n\(Words.hintLabel) \(kept)") } ?? kept
    return failure
  }

  /// Reads a file that a person named.
  ///
  /// - Throws: ``Failure`` where it cannot be read or is longer than `limit` bytes.
  func contents(of path: String, limit: Int = Input.limit) throws -> [UInt8] {
    let bytes: [UInt8]
    do { bytes = try Drafts.read(path, upTo: limit) } catch {
      throw Failure(.notFound, Words.cannotRead(path, systemMessage()), hint: Words.pathsFromHere)
    }
    if bytes.count > limit { throw Failure(.badData, Words.fileTooLong(path, limit)) }
    return bytes
  }

  /// Decodes UTF-8 without NUL, and drops a byte-order mark.
  func valid(_ bytes: [UInt8]) throws -> String {
    if bytes.contains(0) { throw Failure(.badData, Words.recordFault(.nulByte), hint: Words.notAText) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.badData, Words.recordFault(.notUTF8), hint: Words.convertToUTF8)
    }
    return text.hasPrefix("\u{feff}") ? String(text.dropFirst()) : text
  }
}
