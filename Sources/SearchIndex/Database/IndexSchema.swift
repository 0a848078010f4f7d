import GRDB
import Records

/// The tables of the index. It is a cache: there are no migrations, another version is made anew.
enum IndexSchema {
  /// Counted up with every change of tables, tokenizer, dictionary, or of what `Reading` takes from a file.
  static let version = 8

  /// - `head`: what is compared and sorted by, small, in the order of time (`row` grows with `created`).
  /// - `clock`: which rows a time has; see `RowClock`.
  /// - `page`: path and file, packed, in the order that files came in.
  /// - `text`: FTS5 without content; `head.row` is its rowid. Its columns are those of `RecordTexts`.
  /// - `away`: absences, their days as numbers, for calendars that read thousands of them.
  /// - `word`: every word in lower case without accents, the tokens that it stands for, the number of records.
  /// - `word_change`: what later commits changed of it, more or fewer; added up when it is much. The words of one commit
  ///   stand on a hundred pages of `word`, and here on ten. `known_word` is both: sum its rows.
  /// - `tally`: how many records have a facet, and a few sums.
  private static let tables = """
    CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE head(
      row INTEGER PRIMARY KEY, page INTEGER NOT NULL, type INTEGER NOT NULL, key TEXT NOT NULL, thread TEXT,
      created INTEGER, length INTEGER NOT NULL, state INTEGER NOT NULL, worth INTEGER NOT NULL DEFAULT 0,
      outdated INTEGER NOT NULL DEFAULT 0, replies INTEGER NOT NULL DEFAULT 0, review_by INTEGER, accepted TEXT);
    CREATE TABLE clock(time INTEGER PRIMARY KEY, row INTEGER NOT NULL);
    CREATE TABLE page(page INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE mark(
      thread TEXT NOT NULL, author TEXT NOT NULL, target TEXT NOT NULL, useful INTEGER NOT NULL,
      thanks INTEGER NOT NULL, outdated INTEGER NOT NULL, tried TEXT, story TEXT NOT NULL,
      PRIMARY KEY(thread, author, target)) WITHOUT ROWID;
    CREATE TABLE away(
      page INTEGER PRIMARY KEY, last INTEGER NOT NULL, first INTEGER NOT NULL, key TEXT NOT NULL,
      person TEXT NOT NULL, halves INTEGER NOT NULL, deputy TEXT);
    CREATE TABLE broken(path TEXT PRIMARY KEY, line INTEGER NOT NULL, column INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE word(
      word TEXT NOT NULL, token TEXT NOT NULL, records INTEGER NOT NULL, PRIMARY KEY(word, token)) WITHOUT ROWID;
    CREATE TABLE word_change(
      word TEXT NOT NULL, token TEXT NOT NULL, records INTEGER NOT NULL, PRIMARY KEY(word, token)) WITHOUT ROWID;
    CREATE VIEW known_word AS
      SELECT word, token, records FROM word UNION ALL SELECT word, token, records FROM word_change;
    CREATE TABLE tally(facet TEXT PRIMARY KEY, records INTEGER NOT NULL) WITHOUT ROWID;
    CREATE VIRTUAL TABLE text USING fts5(
      body, title, extra, content='', columnsize=0, tokenize='mgrnet');
    """

  /// Made after the rows where all are made: that is faster and packs tighter.
  private static let indexes = """
    CREATE INDEX head_key ON head(key);
    CREATE INDEX away_last ON away(last);
    CREATE INDEX head_thread ON head(thread) WHERE thread IS NOT NULL;
    CREATE INDEX head_accepted ON head(accepted) WHERE accepted IS NOT NULL;
    CREATE INDEX head_unanswered ON head(row) WHERE state & \(RecordState.notUnanswered.rawValue) = 1;
    """

  static func create(in db: Database) throws {
    try createTables(in: db)
    try finish(db)
  }

  static func createTables(in db: Database) throws { try db.execute(sql: tables) }

  /// The index counts as one only from here on.
  static func finish(_ db: Database) throws {
    try db.execute(sql: indexes + "PRAGMA user_version = \(version)")
  }
}

/// What `head.state` says.
struct RecordState: OptionSet {
  let rawValue: Int
  static let question = RecordState(rawValue: 1)
  /// A post with a reply that stands.
  static let answered = RecordState(rawValue: 2)
  /// A post that names its accepted reply, or that reply.
  static let accepted = RecordState(rawValue: 4)
  static let withdrawn = RecordState(rawValue: 8)
  static let replaced = RecordState(rawValue: 16)
  static let reply = RecordState(rawValue: 32)

  /// An unanswered question has the first of these and no other.
  static let notUnanswered: RecordState = [.question, .answered, .accepted, .withdrawn, .replaced]
  static let gone: RecordState = [.withdrawn, .replaced]

  /// What the record alone says.
  init(of record: IndexedRecord) {
    self = []
    if record.type == .post, record.kind == "question" { insert(.question) }
    if record.type == .reply { insert(.reply) }
    if record.isWithdrawn { insert(.withdrawn) }
    if record.replacedBy != nil { insert(.replaced) }
    if record.accepted != nil { insert(.accepted) }
  }

  init(rawValue: Int) { self.rawValue = rawValue }
}

extension RecordType {
  /// As it stands in `head.type`.
  var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
