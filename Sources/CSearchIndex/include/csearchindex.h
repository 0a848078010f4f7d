#ifndef CSEARCHINDEX_H
#define CSEARCHINDEX_H

#include <libstemmer.h>
#include <sqlite3.h>

/// Cuts texts into words as `unicode61` does, and keeps the term that each stands for. One thread at a time.
///
/// An elided word before an apostrophe (`l'`, `qu'`, `jusqu'`) and `'s` behind a word are left out.
typedef struct tokenizer tokenizer;

enum {
  /// No word is longer, in bytes; a longer one is cut.
  WORD_LONGEST = 64,
  /// No term of a word is longer, in bytes.
  TERM_LONGEST = 160,
  /// The first byte of every text: the next one is the letter of its language, which the term maker gets.
  TEXT_MARK = 1,
  /// Instead of a language's letter: no words follow but ready terms, with a space between two.
  TEXT_OF_TERMS = '=',
  /// Between ready terms that stand at one place: any of them matches.
  TERM_SYNONYM = 2,
};

/// Writes the term that a word (in lower case, with its accents) stands for at `term`, and returns its length, at most
/// TERM_LONGEST; 0 where it is to be left out.
typedef int (*term_maker)(void *context, char language, const char *word, int length, char *term);

/// `NULL` when memory is out, or `api` (the `fts5_api` of a connection) has no `unicode61`.
tokenizer *tokenizer_create(void *api, term_maker make, void *context);
void tokenizer_destroy(tokenizer *tokenizer);

/// Gives a connection the FTS5 tokenizer `mgrnet`. `tokenizer` must outlive the connection. Returns an SQLite status.
int tokenizer_register(tokenizer *tokenizer, void *api);

/// Calls `found` for each word of a text, which has no mark, with its term and its place in bytes. Returns the first
/// status other than SQLITE_OK.
int tokenizer_each(tokenizer *tokenizer, char language, const char *text, int length, void *context,
                   int (*found)(void *context, int flags, const char *term, int length, int start, int end));

/// The last connection to close does not write the log back into the file, with its two `fsync`: the next process reads
/// the log, and every some commits it is written back.
static inline void keep_log_on_close(sqlite3 *db) { sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0); }

#endif
