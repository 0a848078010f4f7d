// The FTS5 tokenizer `mgrnet`: SQLite's unicode61 finds the words and folds case and accents; here elisions fall away,
// ligatures are taken apart, and Snowball stems by the text's language. Each token begins with its language's letter,
// so that a French form never matches an English stem.
//
// Words are folded before they are stemmed: `équipées` and `equipees`, which people type, must become one stem. The
// French stemmer knows some endings by their accents only; `plain_french` gives it forms that it knows.
#include "csearchindex.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE_SLOTS = 1 << 17, CACHE_LIMIT = CACHE_SLOTS / 2, CACHE_FULL = CACHE_SLOTS * 7 / 8, WORD_LIMIT = 64, LANGUAGES = 4 };

struct entry {
  unsigned hash;
  unsigned char language, word_count, token_count;
  char *bytes;  // the word, then its token
};

// One for each connection: the stemmers, and the stems of words met before.
struct mgrnet_stems {
  struct sb_stemmer *stemmers[LANGUAGES];
  struct entry *slots;
  int used;
  // Entries that `mgrnet_take_new_words` has not handed out yet.
  int *fresh;
  int fresh_count, fresh_capacity;
};

struct tokenizer {
  fts5_tokenizer words;  // unicode61
  Fts5Tokenizer *instance;
  struct mgrnet_stems *stems;
};

static const char letters[LANGUAGES] = {'x', 'f', 'e', 'x'};

static void stems_clear(struct mgrnet_stems *stems) {
  if (stems->slots)
    for (int i = 0; i < CACHE_SLOTS; i++) free(stems->slots[i].bytes);
  free(stems->slots);
  free(stems->fresh);
  stems->slots = NULL;
  stems->fresh = NULL;
  stems->used = stems->fresh_count = stems->fresh_capacity = 0;
}

static void stems_free(void *pointer) {
  struct mgrnet_stems *stems = pointer;
  if (!stems) return;
  for (int i = 0; i < LANGUAGES; i++)
    if (stems->stemmers[i]) sb_stemmer_delete(stems->stemmers[i]);
  stems_clear(stems);
  free(stems);
}

static struct mgrnet_stems *stems_new(void) {
  struct mgrnet_stems *stems = calloc(1, sizeof(struct mgrnet_stems));
  if (!stems) return NULL;
  stems->stemmers[MGRNET_FRENCH] = sb_stemmer_new("french", NULL);
  stems->stemmers[MGRNET_ENGLISH] = sb_stemmer_new("english", NULL);
  if (!stems->stemmers[MGRNET_FRENCH] || !stems->stemmers[MGRNET_ENGLISH]) {
    stems_free(stems);
    return NULL;
  }
  return stems;
}

static int ends_with(const char *word, int count, const char *ending) {
  int length = (int)strlen(ending);
  return count > length + 2 && memcmp(word + count - length, ending, (size_t)length) == 0;
}

// Endings that lost their accents, in a form that the stemmer knows: `equipees` as `equipe`, `organiserent` as `organiser`.
static int plain_french(char *word, int count) {
  if (ends_with(word, count, "ees")) return count - 2;
  if (ends_with(word, count, "ee")) return count - 1;
  if (ends_with(word, count, "erent")) return count - 3;
  return count;
}

// œ, æ and ß, which unicode61 leaves whole. Returns the new count; there is room for it.
static int without_ligatures(char *word, int count) {
  for (int i = 0; i + 1 < count; i++) {
    const char *two = NULL;
    if (word[i] == '\xc5' && word[i + 1] == '\x93') two = "oe";
    if (word[i] == '\xc3' && word[i + 1] == '\xa6') two = "ae";
    if (word[i] == '\xc3' && word[i + 1] == '\x9f') two = "ss";
    if (two) memcpy(word + i, two, 2);
  }
  return count;
}

static int make_token(struct mgrnet_stems *stems, int language, const char *word, int count, char *token) {
  char form[WORD_LIMIT];
  memcpy(form, word, (size_t)count);
  token[0] = letters[language];
  struct sb_stemmer *stemmer = stems->stemmers[language];
  if (!stemmer) {
    memcpy(token + 1, form, (size_t)count);
    return count + 1;
  }
  if (language == MGRNET_FRENCH) count = plain_french(form, count);
  const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)form, count);
  int length = stem ? sb_stemmer_length(stemmer) : 0;
  if (length <= 0 || length > WORD_LIMIT) {
    stem = (const sb_symbol *)form;
    length = count;
  }
  memcpy(token + 1, stem, (size_t)length);
  return length + 1;
}

// The token of a folded word: its bytes live until the cache is cleared, at the earliest in the next call.
static const struct entry *stems_find(struct mgrnet_stems *stems, int language, const char *word, int count) {
  if (!stems->slots || stems->used >= CACHE_FULL) {
    stems_clear(stems);
    stems->slots = calloc(CACHE_SLOTS, sizeof *stems->slots);
    if (!stems->slots) return NULL;
  }
  unsigned hash = 2166136261u ^ (unsigned)language;  // FNV-1a
  for (int i = 0; i < count; i++) hash = (hash ^ (unsigned char)word[i]) * 16777619u;
  unsigned slot = hash & (CACHE_SLOTS - 1);
  for (;; slot = (slot + 1) & (CACHE_SLOTS - 1)) {
    struct entry *entry = &stems->slots[slot];
    if (!entry->bytes) break;
    if (entry->hash == hash && entry->language == language && entry->word_count == count &&
        memcmp(entry->bytes, word, (size_t)count) == 0)
      return entry;
  }
  char token[WORD_LIMIT + 1];
  int token_count = make_token(stems, language, word, count, token);
  char *bytes = malloc((size_t)(count + token_count));
  if (!bytes) return NULL;
  memcpy(bytes, word, (size_t)count);
  memcpy(bytes + count, token, (size_t)token_count);
  if (stems->fresh_count == stems->fresh_capacity) {
    int capacity = stems->fresh_capacity ? stems->fresh_capacity * 2 : 256;
    int *fresh = realloc(stems->fresh, (size_t)capacity * sizeof *fresh);
    if (!fresh) {
      free(bytes);
      return NULL;
    }
    stems->fresh = fresh;
    stems->fresh_capacity = capacity;
  }
  stems->slots[slot] = (struct entry){
      hash, (unsigned char)language, (unsigned char)count, (unsigned char)token_count, bytes};
  stems->used++;
  stems->fresh[stems->fresh_count++] = (int)slot;
  return &stems->slots[slot];
}

// `'`, or `’` (U+2019), at a place of the text; 0 when there is neither, else its length.
static int apostrophe(const char *text, int count, int place) {
  if (place < count && text[place] == '\'') return 1;
  return place + 2 < count && memcmp(text + place, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

static int is_elided(const char *word, int count) {
  static const char *const forms[] = {"l", "d", "j", "n", "s", "t", "m", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"};
  for (unsigned i = 0; i < sizeof forms / sizeof *forms; i++)
    if ((int)strlen(forms[i]) == count && memcmp(forms[i], word, (size_t)count) == 0) return 1;
  return 0;
}

struct reading {
  struct mgrnet_stems *stems;
  int language;
  const char *text;
  int count;
  void *context;
  int (*token)(void *, int, const char *, int, int, int);
};

static int on_word(void *pointer, int flags, const char *word, int count, int start, int end) {
  struct reading *reading = pointer;
  (void)flags;
  if (reading->language == MGRNET_FRENCH && apostrophe(reading->text, reading->count, end) && is_elided(word, count))
    return SQLITE_OK;
  if (reading->language == MGRNET_ENGLISH && count == 1 && *word == 's' && start > 1 &&
      (apostrophe(reading->text, reading->count, start - 1) == 1 ||
       (start > 3 && apostrophe(reading->text, reading->count, start - 3) == 3)))
    return SQLITE_OK;
  char form[WORD_LIMIT];
  if (count > WORD_LIMIT - 4) {
    count = WORD_LIMIT - 4;  // a whole number of characters
    while (count > 0 && ((unsigned char)word[count] & 0xc0) == 0x80) count--;
  }
  memcpy(form, word, (size_t)count);
  count = without_ligatures(form, count);
  const struct entry *entry = stems_find(reading->stems, reading->language, form, count);
  if (!entry) return SQLITE_NOMEM;
  return reading->token(reading->context, 0, entry->bytes + entry->word_count, entry->token_count, start, end);
}

// Tokens that the query compiler wrote, separated by spaces.
static int read_tokens(struct reading *reading) {
  int place = 0;
  while (place < reading->count) {
    int end = place;
    while (end < reading->count && reading->text[end] != ' ') end++;
    if (end > place) {
      int status = reading->token(reading->context, 0, reading->text + place, end - place, place, end);
      if (status != SQLITE_OK) return status;
    }
    place = end + 1;
  }
  return SQLITE_OK;
}

static int read_words(struct tokenizer *tokenizer, int flags, struct reading *reading) {
  if (reading->language == MGRNET_TOKENS) return read_tokens(reading);
  return tokenizer->words.xTokenize(
      tokenizer->instance, reading, flags, reading->text, reading->count, on_word);
}

static void tokenizer_delete(Fts5Tokenizer *pointer) {
  struct tokenizer *tokenizer = (struct tokenizer *)pointer;
  if (!tokenizer) return;
  if (tokenizer->instance) tokenizer->words.xDelete(tokenizer->instance);
  free(tokenizer);
}

struct registration {
  fts5_api *api;
  struct mgrnet_stems *stems;
};

static void registration_free(void *pointer) {
  struct registration *registration = pointer;
  stems_free(registration->stems);
  free(registration);
}

static int tokenizer_create(void *pointer, const char **arguments, int count, Fts5Tokenizer **out) {
  struct registration *registration = pointer;
  static const char *options[] = {"remove_diacritics", "2"};
  (void)arguments;
  (void)count;
  struct tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
  if (!tokenizer) return SQLITE_NOMEM;
  tokenizer->stems = registration->stems;
  void *context = NULL;
  int status = registration->api->xFindTokenizer(registration->api, "unicode61", &context, &tokenizer->words);
  if (status == SQLITE_OK) status = tokenizer->words.xCreate(context, options, 2, &tokenizer->instance);
  if (status != SQLITE_OK) {
    tokenizer_delete((Fts5Tokenizer *)tokenizer);
    return status;
  }
  *out = (Fts5Tokenizer *)tokenizer;
  return SQLITE_OK;
}

static int tokenizer_tokenize(
    Fts5Tokenizer *pointer, void *context, int flags, const char *text, int count,
    int (*token)(void *, int, const char *, int, int, int)) {
  struct tokenizer *tokenizer = (struct tokenizer *)pointer;
  if (count < 1) return SQLITE_OK;
  struct reading reading = {tokenizer->stems, text[0], text + 1, count - 1, context, token};
  if (reading.language < MGRNET_FRENCH || reading.language > MGRNET_TOKENS) return SQLITE_OK;
  return read_words(tokenizer, flags, &reading);
}

static fts5_api *api_of(sqlite3 *db) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) != SQLITE_OK) return NULL;
  sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  return api;
}

int mgrnet_register_tokenizer(sqlite3 *db, struct mgrnet_stems **out) {
  fts5_api *api = api_of(db);
  if (!api) return SQLITE_ERROR;
  struct registration *registration = calloc(1, sizeof *registration);
  if (!registration) return SQLITE_NOMEM;
  registration->api = api;
  registration->stems = *out = stems_new();
  fts5_tokenizer functions = {tokenizer_create, tokenizer_delete, tokenizer_tokenize};
  if (!registration->stems) {
    free(registration);
    return SQLITE_NOMEM;
  }
  return api->xCreateTokenizer(api, "mgrnet", registration, &functions, registration_free);
}

void mgrnet_take_new_words(
    struct mgrnet_stems *stems, void *context,
    void (*found)(void *, const char *, int, const char *, int)) {
  for (int i = 0; i < stems->fresh_count; i++) {
    const struct entry *entry = &stems->slots[stems->fresh[i]];
    found(context, entry->bytes, entry->word_count, entry->bytes + entry->word_count, entry->token_count);
  }
  stems->fresh_count = 0;
  if (stems->used >= CACHE_LIMIT) stems_clear(stems);
}

struct mgrnet_words {
  struct tokenizer *tokenizer;
  struct registration registration;
};

struct mgrnet_words *mgrnet_words_new(sqlite3 *db) {
  struct mgrnet_words *words = calloc(1, sizeof *words);
  if (!words) return NULL;
  words->registration.api = api_of(db);
  words->registration.stems = stems_new();
  Fts5Tokenizer *tokenizer = NULL;
  if (!words->registration.api || !words->registration.stems ||
      tokenizer_create(&words->registration, NULL, 0, &tokenizer) != SQLITE_OK) {
    mgrnet_words_free(words);
    return NULL;
  }
  words->tokenizer = (struct tokenizer *)tokenizer;
  return words;
}

void mgrnet_words_free(struct mgrnet_words *words) {
  if (!words) return;
  tokenizer_delete((Fts5Tokenizer *)words->tokenizer);
  stems_free(words->registration.stems);
  free(words);
}

struct outside {
  void *context;
  int (*found)(void *, const char *, int, int, int);
};

static int on_token(void *pointer, int flags, const char *token, int count, int start, int end) {
  struct outside *outside = pointer;
  (void)flags;
  return outside->found(outside->context, token, count, start, end) == 0 ? SQLITE_OK : SQLITE_DONE;
}

int mgrnet_words_read(
    struct mgrnet_words *words, int language, const char *text, int count, void *context,
    int (*found)(void *, const char *, int, int, int)) {
  struct outside outside = {context, found};
  struct reading reading = {words->tokenizer->stems, language, text, count, &outside, on_token};
  return read_words(words->tokenizer, FTS5_TOKENIZE_QUERY, &reading);
}
