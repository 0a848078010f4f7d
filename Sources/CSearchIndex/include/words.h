#ifndef WORDS_H
#define WORDS_H

#include <sqlite3.h>
#include <stdint.h>

#include "bulk.h"

/// The language whose Snowball stemmer cuts a text's words; it is also the first byte of every term, so that the
/// terms of two languages never meet.
enum {
  WORDS_FRENCH = 'f',
  WORDS_ENGLISH = 'e',
  /// Words are folded, not stemmed.
  WORDS_OF_NO_LANGUAGE = 'u',
  /// Not words but ready terms, with one space between two.
  WORDS_READY = '=',
};

/// The first byte of a text handed to the tokenizer `mgrnet`; the second is one of the above. A text without it
/// is of no language.
#define WORDS_MARK 0x01

/// No term and no folded word is longer, in bytes; a longer word is cut.
#define WORDS_LONGEST 64

/// One word of a text. The pointers are good until the analyzer is next used.
typedef struct {
  /// What the index holds: the language's letter, then the stem without accents.
  const char *term;
  /// The word in lower case, without accents, ligatures taken apart.
  const char *folded;
  int term_length;
  int folded_length;
  /// Where the word stands in the text, in bytes; elided articles (`l'`) are outside.
  int start;
  int end;
} word_found;

/// Cuts texts into words and remembers every word that it stemmed. One thread at a time.
typedef struct word_analyzer word_analyzer;

/// `NULL` with `*status` set (SQLITE_NOMEM, or SQLITE_ERROR where this SQLite has no FTS5).
word_analyzer *word_analyzer_create(sqlite3 *db, int *status);
void word_analyzer_destroy(word_analyzer *analyzer);

/// Calls `found` for each word in order, until it returns other than SQLITE_OK, which is then returned.
/// With `initials`, 256 flags, only for words whose folded form begins with a flagged byte (as then its stem does): the
/// others are not even stemmed.
int word_analyzer_each(word_analyzer *analyzer, char language, const char *text, int length,
                       const unsigned char *initials, void *context,
                       int (*found)(void *context, const word_found *word));

/// Writes the terms of a text, with one space behind each, at `out`, which has room for `room` bytes.
/// Returns the number of bytes written, or -1 when they do not fit; `*count` grows by the number of words.
long word_analyzer_terms(word_analyzer *analyzer, char language, const char *text, int length, char *out,
                         long room, int *count);

/// Writes the numbers of a text's terms at `out`, which has room for `(length + 1) / 2`: no text has more words. The table
/// is always the same one. Each word counts once for a document, whose number is not 0: see `word_analyzer_drain`.
/// Returns the number of words, or -1 when memory is out.
long word_analyzer_numbers(word_analyzer *analyzer, char language, const char *text, int length,
                           term_table *table, uint32_t document, uint32_t *out);

/// How many different words are remembered.
long word_analyzer_words(const word_analyzer *analyzer);

/// Calls `each` for every remembered word that documents had since the last time, then forgets all words.
/// Stops when it returns other than SQLITE_OK, and returns that.
int word_analyzer_drain(word_analyzer *analyzer, void *context,
                        int (*each)(void *context, const word_found *word, int64_t documents));

/// Gives a connection the tokenizer `mgrnet` and the ranking function `mgrnet_fit(table, length, parameters)`.
int search_index_register(sqlite3 *db);

/// The last connection to close does not write the log back into the file, with its two `fsync`: the next process
/// reads the log, and every some commits it is written back.
void search_index_keep_log(sqlite3 *db);

/// The parameters of `mgrnet_fit`, handed over as a blob; the weight of each phrase of the query, in its order,
/// follows. The result is the sum over phrases of
/// `weight × f × (k + 1) ÷ (f + k × (1 − b + b × length ÷ average))`, f being the number of the phrase's
/// occurrences, each times the weight of its column: Okapi BM25.
typedef struct {
  double k;
  double b;
  double average_length;
  double column_weights[INVERSION_COLUMNS];
} fit_parameters;

#endif
