import Disk
@preconcurrency import Glibc

/// A text that the user writes in an editor; its file stays until ``remove()`` is called, whatever happens.
struct EditedText {
  let path: String
  let text: [UInt8]

  /// Call it once the text is safe elsewhere.
  func remove() { unlink(path) }
}

extension Context {
  /// Opens the user's editor (`VISUAL`, `EDITOR`, git's `core.editor`, `vi`) on a file of `folder`.
  ///
  /// The text is in that file before the editor starts and after it ends, so that nothing typed can be lost.
  ///
  /// - Parameter name: the file's name, such as `post-idf.md`; a draft that is there already is not overwritten.
  /// - Parameter configured: git's `core.editor`, read only where the environment names none.
  /// - Throws: ``Failure``: 64 without a terminal, 73 where the file cannot be written, 65 where the editor fails.
  func edit(
    _ start: String, named name: String, in folder: String, flag: String,
    configured: () throws -> String? = { nil }
  ) throws -> EditedText {
    guard terminal.canAsk, terminal.output else {
      throw Failure(.usage, Words.noEditorWithoutTerminal, hint: Words.give(flag))
    }
    let environmentEditor = environment.nonEmpty("VISUAL") ?? environment.nonEmpty("EDITOR")
    let editor = try environmentEditor ?? configured() ?? "vi"
    let path = try newDraft(start, named: name, in: folder)
    output.flush()
    let status = Child(shell: "\(editor) \"$@\"", words: [path], environment: environment)?.wait() ?? 127
    guard status == 0 else {
      throw Failure(.badData, Words.editorFailed(editor, status), hint: Words.draftKept(path))
    }
    guard let text = try? Files.read(path) else {  // the person may have done anything to it
      throw Failure(.badData, Words.draftUnreadable(path))
    }
    return EditedText(path: path, text: text)
  }

  /// Writes the draft to disk, under a name that is still free.
  private func newDraft(_ text: String, named name: String, in folder: String) throws -> String {
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw Failure(.cannotWrite, Words.cannotWriteFile(folder, systemMessage()))
    }
    for attempt in 1...1000 {
      let path = "\(folder)/\(attempt == 1 ? "" : "\(attempt)-")\(name)"
      let bytes = Array(text.utf8)
      if try writing(path, { () throws(DiskError) in try Files.create(path, with: bytes) }) { return path }
    }
    throw Failure(.cannotWrite, Words.tooManyDrafts(folder))
  }
}

/// Returns the system's message for the last failed call.
func systemMessage(_ code: Int32 = errno) -> Phrase { Words.systemFault(code) }
