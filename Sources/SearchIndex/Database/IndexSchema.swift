import GRDB
import Markdown
import Records

/// The tables of the index. It is a cache: instead of migrating another version, it is made anew.
enum IndexSchema {
  /// Increased with every change of the tables, the terms, or `Reading`.
  static let version = 14
  /// In bytes: of smaller ones, a sixth would be lost where no further text has room.
  static let pageSize = 16_384

  /// - `page`: the texts of a record, in the order of insertion.
  /// - `record`: the small fields for conditions and sorting, in the order of time; see `IndexWriter.freeRow`.
  ///   `is_second`: another file had its id when it came.
  /// - `tag`: the tags as they are written.
  /// - `absence`: days as numbers, for calendars that read thousands of them; `last` is that of a whole series,
  ///   `first_last` that of its first occurrence.
  /// - `mark`: the mark of one reader on one record.
  /// - `part`: what one person says beside a post, an event or a contest: a promise, an answer, an entry, a vote.
  /// - `asked`: who may know the answer of a question, as its asker's clone chose.
  /// - `source`: the answers that a text is made of, by their ids.
  /// - `turn`: whose turn it is on a day of a planning that was saved.
  /// - `disputed`: the paths whose version in the commit has no right, each with the blob of the last rightful version, or
  ///   nothing; see `SearchIndex.settle`. `page` is that of a record that came without right, else 0.
  /// - `conflict`: the texts that a merge kept beside a record, until somebody settles them.
  /// - `word`: every word that texts had, in lower case without accents, and its terms. Words of former texts
  ///   stay.
  /// - `text`: FTS5's index of `searchable`, by `record.row`; each text begins with the mark of its language, and is
  ///   searched as people read it.
  private static let tables = """
    CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE page(
      page INTEGER PRIMARY KEY, path TEXT NOT NULL, language TEXT NOT NULL, facets TEXT NOT NULL,
      front_matter TEXT NOT NULL, title TEXT NOT NULL, extra TEXT NOT NULL, prose TEXT NOT NULL);
    CREATE TABLE record(
      row INTEGER PRIMARY KEY, page INTEGER NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL, thread TEXT,
      community TEXT, time INTEGER, minutes INTEGER NOT NULL, is_question INTEGER NOT NULL,
      is_withdrawn INTEGER NOT NULL, is_replaced INTEGER NOT NULL, review_by INTEGER, accepted TEXT,
      is_second INTEGER NOT NULL, author TEXT, is_imported INTEGER NOT NULL, is_practice INTEGER NOT NULL,
      year_later INTEGER, is_accepted INTEGER NOT NULL DEFAULT 0, replies INTEGER NOT NULL DEFAULT 0,
      answers INTEGER NOT NULL DEFAULT 0, worth INTEGER NOT NULL DEFAULT 0, worked INTEGER NOT NULL DEFAULT 0,
      outdated INTEGER NOT NULL DEFAULT 0, due INTEGER);
    CREATE TABLE tag(page INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY(page, tag)) WITHOUT ROWID;
    CREATE TABLE absence(
      page INTEGER PRIMARY KEY, last INTEGER NOT NULL, first INTEGER NOT NULL, id TEXT NOT NULL,
      person TEXT NOT NULL, starts_noon INTEGER NOT NULL, ends_noon INTEGER NOT NULL,
      is_planned INTEGER NOT NULL, deputy TEXT, first_last INTEGER NOT NULL, rule TEXT, "except" TEXT NOT NULL);
    CREATE TABLE mark(
      thread TEXT NOT NULL, target TEXT NOT NULL, author TEXT NOT NULL, useful INTEGER NOT NULL,
      thanks INTEGER NOT NULL, outdated INTEGER NOT NULL, tried TEXT, story TEXT NOT NULL, path TEXT NOT NULL,
      valid INTEGER, credit INTEGER, PRIMARY KEY(thread, target, path)) WITHOUT ROWID;
    CREATE TABLE part(
      parent TEXT NOT NULL, path TEXT NOT NULL, type TEXT NOT NULL, author TEXT NOT NULL, says TEXT NOT NULL,
      PRIMARY KEY(parent, path)) WITHOUT ROWID;
    CREATE TABLE asked(handle TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY(handle, page)) WITHOUT ROWID;
    CREATE TABLE source(id TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY(id, page)) WITHOUT ROWID;
    CREATE TABLE disputed(path TEXT PRIMARY KEY, rightful TEXT NOT NULL, page INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE turn(
      handle TEXT NOT NULL, day INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY(handle, day, page))
      WITHOUT ROWID;
    CREATE TABLE conflict(key TEXT NOT NULL, path TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY(key, path))
      WITHOUT ROWID;
    CREATE TABLE broken(path TEXT PRIMARY KEY, line INTEGER NOT NULL, column INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE word(word TEXT NOT NULL, term TEXT NOT NULL, PRIMARY KEY(word, term)) WITHOUT ROWID;
    CREATE VIEW searchable AS
      SELECT row, char(1) || '=' || facets AS facets, char(1) || language || title AS title,
        char(1) || language || extra AS extra, char(1) || language || readable(prose) AS prose
      FROM record JOIN page USING(page);
    CREATE VIRTUAL TABLE text USING fts5(
      facets, title, extra, prose, content='searchable', content_rowid='row', tokenize='mgrnet');
    """

  /// Made after the rows in a rebuild, which is faster and packs tighter.
  private static let indexes = """
    CREATE INDEX record_key ON record(key);
    CREATE INDEX record_second ON record(key) WHERE is_second;
    CREATE INDEX record_thread ON record(thread) WHERE thread IS NOT NULL;
    CREATE INDEX record_posts ON record(community, time) WHERE type = 'post';
    CREATE INDEX record_author ON record(author, row) WHERE type IN ('post', 'reply');
    CREATE INDEX record_open ON record(community, row) WHERE \(unanswered);
    CREATE INDEX part_author ON part(author, type);
    CREATE INDEX record_unanswered ON record(row) WHERE \(unanswered);
    CREATE INDEX absence_last ON absence(last);
    CREATE INDEX word_term ON word(term);
    """

  /// The condition on `record` of a question that waits for an answer by somebody else.
  static let unanswered =
    "is_question AND answers = 0 AND accepted IS NULL AND NOT is_withdrawn AND NOT is_replaced"

  /// The condition on `record` of one that does not hold its id, but is named by its path: another one was first, or
  /// nobody knows which was.
  static let isNamedByPath = """
    is_second OR type IN (\(typesWithID)) AND EXISTS (SELECT 1 FROM record AS twin WHERE twin.key = record.key
      AND twin.row <> record.row AND NOT twin.is_second AND twin.type IN (\(typesWithID)))
    """

  static let typesWithID = RecordType.allCases.filter(\.hasID).map { "'\($0.rawValue)'" }.joined(
    separator: ", ")

  /// `readable(markdown)`: a text without its marks. It is not kept: a copy of every text would be larger than its index.
  static let readable = DatabaseFunction("readable", argumentCount: 1, pure: true) { values in
    String.fromDatabaseValue(values[0]).map { Markdown.ReadableText(of: $0).whole }
  }

  /// The condition on `record`, or on another name of it, of one that did not come without right.
  static func counts(_ name: String = "record") -> String {
    "\(name).page NOT IN (SELECT page FROM disputed)"
  }

  static func create(in db: Database) throws {
    try createTables(in: db)
    try finish(db)
  }

  static func createTables(in db: Database) throws { try db.execute(sql: tables) }

  /// Makes the indexes and sets the version, without which the database is no index.
  static func finish(_ db: Database) throws {
    try db.execute(sql: indexes + "PRAGMA user_version = \(version)")
  }
}
