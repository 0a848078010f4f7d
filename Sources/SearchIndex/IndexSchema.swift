import GRDB

/// The tables of the index. It is a cache: there are no migrations, another version is made anew.
enum IndexSchema {
  /// Counted up with every change of tables, tokenizer, dictionary, or of what `Reading` takes from a file.
  static let version = 1

  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE record(
          row INTEGER PRIMARY KEY, path TEXT NOT NULL, type TEXT NOT NULL, key TEXT NOT NULL, title TEXT,
          community TEXT, author TEXT, created TEXT, kind TEXT, tags TEXT, language TEXT, minutes INTEGER NOT NULL,
          thread TEXT, accepted TEXT, review_by TEXT, gone INTEGER NOT NULL, replies INTEGER NOT NULL DEFAULT 0,
          useful INTEGER NOT NULL DEFAULT 0, outdated INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX record_key ON record(key);
        CREATE INDEX record_community ON record(community, type, row) WHERE community IS NOT NULL;
        CREATE INDEX record_author ON record(author, row) WHERE author IS NOT NULL;
        CREATE INDEX record_thread ON record(thread) WHERE thread IS NOT NULL;
        CREATE INDEX record_rare ON record(type, row) WHERE type NOT IN ('post', 'reply');
        CREATE TABLE content(row INTEGER PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL);
        CREATE TABLE mark(
          thread TEXT NOT NULL, author TEXT NOT NULL, target TEXT NOT NULL, useful INTEGER NOT NULL,
          thanks INTEGER NOT NULL, outdated INTEGER NOT NULL, tried TEXT, story TEXT NOT NULL,
          PRIMARY KEY(thread, author, target)) WITHOUT ROWID;
        CREATE TABLE broken(path TEXT PRIMARY KEY, line INTEGER NOT NULL, column INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE word(word TEXT NOT NULL, token TEXT NOT NULL, PRIMARY KEY(word, token)) WITHOUT ROWID;
        CREATE VIRTUAL TABLE text USING fts5(title, extra, body, content='', tokenize='mgrnet');
        CREATE VIRTUAL TABLE vocabulary USING fts5vocab(text, row);
        INSERT INTO text(text, rank) VALUES('hashsize', 33554432);
        PRAGMA user_version = \(version);
        """)
  }
}
