#ifndef CSEARCHINDEX_H
#define CSEARCHINDEX_H

#include <sqlite3.h>

/// Texts that are given to the tokenizer begin with one of these bytes, which says how to read them: SQLite 3.40
/// gives a tokenizer nothing else to know a document's language by.
enum {
  MGRNET_FRENCH = 1,
  MGRNET_ENGLISH = 2,
  /// Another language: folded, not stemmed.
  MGRNET_OTHER = 3,
  /// Tokens as the index has them, separated by spaces: what the query compiler writes.
  MGRNET_TOKENS = 4,
};

/// The stems that a connection's tokenizer has met; they live as long as the connection.
struct mgrnet_stems;

/// Makes the tokenizer `mgrnet` known to a connection. Returns a SQLite status code.
int mgrnet_register_tokenizer(sqlite3 *db, struct mgrnet_stems **out);

struct mgrnet_words;

/// The reading of words outside of FTS5: for queries and for the marks in snippets. NULL when memory is short.
struct mgrnet_words *mgrnet_words_new(sqlite3 *db);
void mgrnet_words_free(struct mgrnet_words *words);

/// Calls `found` for each token of a text: its bytes (language letter and stem, or what was given), and where its word
/// stands in the text. `found` returns 0 to go on.
int mgrnet_words_read(
    struct mgrnet_words *words, int language, const char *text, int count, void *context,
    int (*found)(void *context, const char *token, int token_count, int start, int end));

/// Calls `found` for each word, folded, that was met for the first time since the last call, with its token. Call it
/// after each document, so that no word is forgotten when the cache is emptied.
void mgrnet_take_new_words(
    struct mgrnet_stems *stems, void *context,
    void (*found)(void *context, const char *word, int word_count, const char *token, int token_count));

/// Compresses a text with a dictionary of common French and English. Returns the number of bytes written to `out`,
/// or 0 when they do not fit in `capacity`.
unsigned long mgrnet_deflate(const void *text, unsigned long count, void *out, unsigned long capacity);

/// The reverse; returns the number of bytes written, or 0 when the bytes are no such compressed text.
unsigned long mgrnet_inflate(const void *bytes, unsigned long count, void *out, unsigned long capacity);

#endif
