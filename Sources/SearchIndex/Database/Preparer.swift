import Dispatch
import GRDB
import Records

/// Reads and packs files on two threads, while the caller fetches more of them and writes what is ready: on two cores,
/// more would not pay.
final class Preparer {
  typealias File = (path: String, bytes: [UInt8])

  /// Boxed: it goes through three hands, and holds a dozen objects.
  indirect enum Outcome {
    case nothing
    case record(PreparedRecord, RecordTexts.Numbers)
    case marks([IndexedMark], thread: String)
    case broken(BrokenRecord)
  }

  /// Used by its thread while files are at work, by the caller while none are.
  private final class Worker: @unchecked Sendable {
    let words: Words
    let packer = PagePacker()
    var outcomes: [Outcome] = []

    init(_ words: Words) { self.words = words }
  }

  private let workers: [Worker]
  let terms = Terms()
  private let atWork = DispatchGroup()
  private var document: UInt32 = 0

  init(_ db: Database) throws {
    workers = try (0..<2).map { _ in Worker(try Words(db.sqliteConnection)) }
  }

  // Their words are cut by means of the connection.
  deinit { atWork.wait() }

  /// Sets to work on files. Words are counted.
  ///
  /// - Precondition: none are at work.
  func start(_ files: [File]) {
    let first = document + 1
    document += UInt32(files.count)
    let (count, terms) = (workers.count, terms)
    for (number, worker) in workers.enumerated() {
      DispatchQueue.global().async(group: atWork) {
        worker.outcomes = stride(from: number, to: files.count, by: count).map {
          Self.outcome(of: files[$0], worker, terms, document: first + UInt32($0))
        }
      }
    }
  }

  /// The outcomes of the files that were at work, in their order.
  func finish() -> [Outcome] {
    atWork.wait()
    let parts = workers.map(\.outcomes)
    for worker in workers { worker.outcomes = [] }
    return (0..<parts.reduce(0) { $0 + $1.count }).map { parts[$0 % parts.count][$0 / parts.count] }
  }

  private static func outcome(
    of file: File, _ worker: Worker, _ terms: Terms, document: UInt32
  ) -> Outcome {
    switch Reading(file.path, file.bytes) {
    case .nothing: return .nothing
    case .broken(let broken): return .broken(broken)
    case .marks(let marks, let thread): return .marks(marks, thread: thread)
    case .record(let record, let prose):
      let texts = RecordTexts(record, prose: prose)
      let numbers = texts.numbers(worker.words, in: terms, document: document)
      return .record(
        PreparedRecord(
          record, facets: texts.facets, length: numbers.length, file: file.bytes, worker.packer), numbers)
    }
  }

  /// Hands over the counted words, sorted, and forgets them.
  ///
  /// - Precondition: no files are at work.
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
