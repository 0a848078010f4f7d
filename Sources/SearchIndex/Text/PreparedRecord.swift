import Glibc
import Records

/// All that is written of one record, made without the database: this is the work that is shared out to all cores.
struct PreparedRecord {
  let row: Int64
  let head: Head
  let packed: [UInt8]
  /// The columns of `text`: ready tokens, behind the tokenizer's mark.
  let columns: [[UInt8]]
  let tallies: [String]
  let absence: IndexedAbsence?

  /// What goes into `head` as it is.
  struct Head {
    var type: Int
    var key: String
    var thread: String?
    var created: Int64?
    /// In words, facets not counted.
    var length: Int
    var state: Int
    var reviewBy: Int?
    var accepted: String?
  }

  /// - Parameter document: other than 0, its words are counted for `Words.drain`.
  init(
    _ record: IndexedRecord, prose: String, file: [UInt8], _ words: Words, _ packer: PagePacker,
    document: UInt32 = 0
  ) {
    let spoken = record.spokenLanguage(prose: prose)
    let language = StemLanguage(spoken)
    var length = 0
    func tokens(_ text: String) -> [UInt8] {
      var tokens = Self.mark
      var text = Self.composed(text)
      length += text.withUTF8 { words.appendTokens(of: $0, language, document: document, to: &tokens) }
      return tokens
    }
    let facets = Facet.tokens(of: record, spoken)
    columns = [
      tokens(prose), tokens(record.title ?? ""), tokens(record.extraText),
      Self.mark + facets.joined(separator: " ").utf8,
    ]
    tallies = Tally.keys(of: record, facets)
    absence = IndexedAbsence(record)
    packed = packer.pack(path: record.path, file)
    row = Self.row(for: record.seconds)
    head = Head(
      type: record.type.number, key: record.key, thread: record.thread, created: record.seconds,
      length: length,
      state: RecordState(of: record).rawValue,
      reviewBy: record.reviewBy.flatMap { CalendarDay($0)?.daysSince1970 },
      accepted: record.type == .post ? record.accepted : nil)
  }

  /// A letter and its accent may be two code points: the stemmer knows them as one.
  static func composed(_ text: String) -> String {
    var text = text
    let isApart = text.withUTF8 { bytes in
      // What all combining accents (U+0300 to U+036F) begin with.
      guard let start = bytes.baseAddress else { return false }
      return memchr(start, 0xcc, bytes.count) != nil || memchr(start, 0xcd, bytes.count) != nil
    }
    return isApart ? text.nfc : text
  }

  /// Where a record wants to stand: at its second. Those without a time stand before all others, but for those from
  /// before 1970.
  static func row(for seconds: Int64?) -> Int64 { min(max(seconds ?? 0, -62_200_000_000), 253_500_000_000) }

  /// Its words in lower case, with the tokens that they stand for; each once.
  static func words(
    of record: IndexedRecord, prose: String, _ words: Words
  ) -> Set<Words.Found> {
    let language = StemLanguage(record.spokenLanguage(prose: prose))
    var all: Set<Words.Found> = []
    for text in [prose, record.title ?? "", record.extraText] {
      for var word in words.found(in: composed(text), language) {
        word.range = 0..<0
        all.insert(word)
      }
    }
    return all
  }

  /// What the tokenizer takes for ready tokens: `WORDS_MARK`, `WORDS_READY`.
  static let mark: [UInt8] = [1, UInt8(ascii: "=")]
}
