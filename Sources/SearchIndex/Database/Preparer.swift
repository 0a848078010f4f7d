import Dispatch
import GRDB
import Records

/// Reads and packs files on two cores: with what SQLite does behind it, more do not pay.
final class Preparer {
  enum Outcome {
    case nothing
    case record(PreparedRecord, RecordTexts.Numbers)
    case marks([IndexedMark], thread: String)
    case broken(BrokenRecord)
  }

  private struct Worker {
    let words: Words
    let packer = PagePacker()
  }

  private let workers: [Worker]
  let terms = Terms()
  private var document: UInt32 = 0

  init(_ db: Database) throws {
    workers = try (0..<2).map { _ in Worker(words: try Words(db.sqliteConnection)) }
  }

  /// The outcomes in the order of the files. Words are counted.
  func outcomes(of files: [(path: String, bytes: [UInt8])]) -> [Outcome] {
    let first = document + 1
    document += UInt32(files.count)
    let count = workers.count
    return [Outcome](unsafeUninitializedCapacity: files.count) { buffer, initialized in
      // Each worker writes every `count`-th place, and has words and packer to itself.
      nonisolated(unsafe) let places = buffer
      nonisolated(unsafe) let workers = workers
      let terms = terms
      DispatchQueue.concurrentPerform(iterations: count) { number in
        for index in stride(from: number, to: files.count, by: count) {
          let outcome = Self.outcome(
            of: files[index], workers[number], terms, document: first + UInt32(index))
          places.initializeElement(at: index, to: outcome)
        }
      }
      initialized = files.count
    }
  }

  private static func outcome(
    of file: (path: String, bytes: [UInt8]), _ worker: Worker, _ terms: Terms, document: UInt32
  ) -> Outcome {
    switch Reading(file.path, file.bytes) {
    case .nothing: return .nothing
    case .broken(let broken): return .broken(broken)
    case .marks(let marks, let thread, _): return .marks(marks, thread: thread)
    case .record(let record, let prose):
      let texts = RecordTexts(record, prose: prose)
      let numbers = texts.numbers(worker.words, in: terms, document: document)
      return .record(
        PreparedRecord(
          record, facets: texts.facets, length: numbers.length, file: file.bytes, worker.packer), numbers)
    }
  }

  /// Hands over the counted words, sorted, and forgets them.
  /// - Parameter limit: only where more words than this are remembered.
  func drain(over limit: Int, _ body: (_ folded: String, _ token: String, _ records: Int64) throws -> Void)
    rethrows
  {
    for worker in workers where worker.words.wordCount > limit {
      var all: [(folded: String, token: String, records: Int64)] = []
      worker.words.drain { all.append(($0, $1, $2)) }
      all.sort { $0.folded < $1.folded }
      for (folded, token, records) in all { try body(folded, token, records) }
    }
  }
}
