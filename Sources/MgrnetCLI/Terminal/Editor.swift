@preconcurrency import Glibc
import Records

/// A text that the user writes in an editor; its file stays until ``remove()`` is called, whatever happens.
struct Draft {
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
  ) throws -> Draft {
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
    guard let text = contents(of: path) else { throw Failure(.badData, Words.draftUnreadable(path)) }
    return Draft(path: path, text: text)
  }

  /// Writes the draft to disk, under a name that is still free.
  private func newDraft(_ text: String, named name: String, in folder: String) throws -> String {
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw Failure(.cannotWrite, Words.cannotWriteFile(folder, systemMessage()))
    }
    for attempt in 1...1000 {
      let path = "\(folder)/\(attempt == 1 ? "" : "\(attempt)-")\(name)"
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { throw Failure(.cannotWrite, Words.cannotWriteFile(path, systemMessage())) }
      defer { close(descriptor) }
      let bytes = Array(text.utf8)
      guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
        throw Failure(.cannotWrite, Words.cannotWriteFile(path, systemMessage()))
      }
      return path
    }
    throw Failure(.cannotWrite, Words.tooManyDrafts(folder))
  }

  private func contents(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

/// What the system says of the last call that failed.
func systemMessage(_ code: Int32 = errno) -> Phrase { Words.systemFault(code) }
