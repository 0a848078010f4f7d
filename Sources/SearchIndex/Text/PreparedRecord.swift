import Records

/// What is written of one record beside its texts, made without the database: this is work that can be shared out to
/// all cores.
struct PreparedRecord {
  let head: Head
  let packed: [UInt8]
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

  /// - Parameters:
  ///   - facets: as `RecordTexts` has them.
  ///   - length: in words.
  init(_ record: IndexedRecord, facets: [String], length: Int, file: [UInt8], _ packer: PagePacker) {
    tallies = Tally.keys(of: record, facets)
    absence = IndexedAbsence(record)
    packed = packer.pack(path: record.path, file)
    head = Head(
      type: record.type.number, key: record.key, thread: record.thread, created: record.seconds,
      length: length,
      state: RecordState(of: record).rawValue,
      reviewBy: record.reviewBy.flatMap { CalendarDay($0)?.daysSince1970 },
      accepted: record.type == .post ? record.accepted : nil)
  }
}
