#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csearchindex.h"

typedef int (*token_callback)(void *, int, const char *, int, int, int);

/// A short word that was met, and its term, in one line of the processor's cache. Words that share a slot drive each
/// other out.
struct slot {
  char language;
  uint8_t word_length;  // 0 where there is none
  uint8_t term_length;
  char word[27];
  char term[34];
};

enum { SLOTS = 1 << 18 };

struct tokenizer {
  fts5_tokenizer unicode61;
  Fts5Tokenizer *base;
  term_maker make;
  void *context;
  struct slot *slots;
  /// The last term that was made.
  char made[TERM_LONGEST];
};

// Terms ---------------------------------------------------------------------------------------------------

/// Good until the next one; `length` is 0 for a word that is left out.
struct term {
  const char *bytes;
  int length;
};

static struct term term_of(tokenizer *tokenizer, char language, const char *word, int length) {
  if (length > WORD_LONGEST) {
    length = WORD_LONGEST;
    while ((word[length] & 0xC0) == 0x80) length--;  // between two letters
  }
  uint32_t hash = (uint8_t)language;
  for (int i = 0; i < length; i++) hash = (hash ^ (uint8_t)word[i]) * 0x01000193u;
  struct slot *slot = &tokenizer->slots[(hash ^ hash >> 16) % SLOTS];
  if (slot->word_length == length && slot->language == language && memcmp(slot->word, word, (size_t)length) == 0) {
    return (struct term){slot->term, slot->term_length};
  }
  struct term made = {tokenizer->made, tokenizer->make(tokenizer->context, language, word, length, tokenizer->made)};
  if (length <= (int)sizeof slot->word && made.length <= (int)sizeof slot->term) {
    *slot = (struct slot){.language = language, .word_length = (uint8_t)length, .term_length = (uint8_t)made.length};
    memcpy(slot->word, word, (size_t)length);
    memcpy(slot->term, made.bytes, (size_t)made.length);
  }
  return made;
}

// Words ---------------------------------------------------------------------------------------------------

/// One text that is being cut.
struct reading {
  tokenizer *tokenizer;
  char language;
  const char *text;
  int length;
  void *context;
  token_callback found;
  /// How many bytes stand before the text, where places are counted from them.
  int before;
  /// Where the last word ended; -1 before the first.
  int last_end;
  /// A word that is elided if another one follows its apostrophe; of no length for none.
  char elided[8];
  int elided_length;
  int elided_start;
};

static bool is_apostrophe(const char *text, int start, int end) {
  if (end - start == 1) return text[start] == '\'';
  if (end - start == 2) return memcmp(text + start, "\u02BC", 2) == 0;
  return end - start == 3 && (memcmp(text + start, "\u2019", 3) == 0 || memcmp(text + start, "\u2018", 3) == 0);
}

static bool is_elidable(const char *word, int length) {
  if (length == 1) return memchr("ldjnstmc", word[0], 8) != NULL;
  if (length < 2 || length > 6 || memcmp(word + length - 2, "qu", 2) != 0) return false;
  if (length == 6) return !memcmp(word, "lors", 4) || !memcmp(word, "puis", 4) || !memcmp(word, "quoi", 4);
  return length == 2 || (length == 5 && memcmp(word, "jus", 3) == 0);
}

static int emit(struct reading *reading, const char *word, int length, int start, int end) {
  struct term term = term_of(reading->tokenizer, reading->language, word, length);
  if (term.length == 0) return SQLITE_OK;
  int before = reading->before;
  return reading->found(reading->context, 0, term.bytes, term.length, before + start, before + end);
}

static int emit_elided(struct reading *reading) {
  int length = reading->elided_length;
  reading->elided_length = 0;
  return length ? emit(reading, reading->elided, length, reading->elided_start, reading->last_end) : SQLITE_OK;
}

/// How many signs behind a word belong to it: those of `C++` and `C#`.
static int signs_behind(const struct reading *reading, int length, int end) {
  if (end + 2 <= reading->length && memcmp(reading->text + end, "++", 2) == 0) return 2;
  return length == 1 && end < reading->length && reading->text[end] == '#';
}

static int read_word(void *context, int, const char *word, int length, int start, int end) {
  struct reading *reading = context;
  char with_signs[WORD_LONGEST + 3];
  int signs = length <= WORD_LONGEST ? signs_behind(reading, length, end) : 0;
  if (signs) {
    length = sprintf(with_signs, "%.*s%.*s", length, word, signs, reading->text + end);
    word = with_signs;
    end += signs;
  }
  bool is_behind_apostrophe = reading->last_end >= 0 && is_apostrophe(reading->text, reading->last_end, start);
  bool is_behind_elided = is_behind_apostrophe && reading->elided_length;
  if (is_behind_elided) reading->elided_length = 0;
  int status = emit_elided(reading);
  reading->last_end = end;
  if (status != SQLITE_OK) return status;
  if (is_behind_apostrophe && !is_behind_elided && length == 1 && word[0] == 's') return SQLITE_OK;
  if (!is_elidable(word, length)) return emit(reading, word, length, start, end);
  memcpy(reading->elided, word, (size_t)length);
  reading->elided_length = length;
  reading->elided_start = start;
  return SQLITE_OK;
}

static int each_word(struct reading reading) {
  reading.last_end = -1;
  tokenizer *by = reading.tokenizer;
  int status = by->unicode61.xTokenize(by->base, &reading, FTS5_TOKENIZE_AUX, reading.text, reading.length, read_word);
  return status == SQLITE_OK ? emit_elided(&reading) : status;
}

int tokenizer_each(tokenizer *tokenizer, char language, const char *text, int length, void *context,
                   token_callback found) {
  return each_word((struct reading){tokenizer, language, text, length, context, found});
}

static int each_ready_term(const char *text, int length, int start, void *context, token_callback found) {
  int flags = 0;
  for (int end = start; end <= length; end++) {
    if (end < length && text[end] != ' ' && text[end] != TERM_SYNONYM) continue;
    int status = end > start ? found(context, flags, text + start, end - start, start, end) : SQLITE_OK;
    if (status != SQLITE_OK) return status;
    flags = end < length && text[end] == TERM_SYNONYM ? FTS5_TOKEN_COLOCATED : 0;
    start = end + 1;
  }
  return SQLITE_OK;
}

// What FTS5 sees ------------------------------------------------------------------------------------------

static int create(void *context, const char **, int, Fts5Tokenizer **out) {
  *out = context;
  return SQLITE_OK;
}

static void leave(Fts5Tokenizer *) {}

static int tokenize(Fts5Tokenizer *opaque, void *context, int, const char *text, int length, token_callback found) {
  if (length < 2 || text[0] != TEXT_MARK) return SQLITE_OK;
  if (text[1] == TEXT_OF_TERMS) return each_ready_term(text, length, 2, context, found);
  return each_word((struct reading){(tokenizer *)opaque, text[1], text + 2, length - 2, context, found, .before = 2});
}

int tokenizer_register(tokenizer *tokenizer, void *api) {
  fts5_tokenizer methods = {.xCreate = create, .xDelete = leave, .xTokenize = tokenize};
  return ((fts5_api *)api)->xCreateTokenizer(api, "mgrnet", tokenizer, &methods, NULL);
}

tokenizer *tokenizer_create(void *api, term_maker make, void *context) {
  tokenizer *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  *made = (tokenizer){.make = make, .context = context, .slots = calloc(SLOTS, sizeof *made->slots)};
  // What has no width cuts no word; U+02BC, which is a letter to Unicode, does.
  const char *options[] = {"remove_diacritics", "0",          "tokenchars", "\u00AD\u200B\u200C\u200D\uFEFF",
                           "separators",        "\u02BC"};
  void *context61 = NULL;
  if (made->slots && ((fts5_api *)api)->xFindTokenizer(api, "unicode61", &context61, &made->unicode61) == SQLITE_OK &&
      made->unicode61.xCreate(context61, options, 6, &made->base) == SQLITE_OK) {
    return made;
  }
  tokenizer_destroy(made);
  return NULL;
}

void tokenizer_destroy(tokenizer *tokenizer) {
  if (!tokenizer) return;
  if (tokenizer->base) tokenizer->unicode61.xDelete(tokenizer->base);
  free(tokenizer->slots);
  free(tokenizer);
}
