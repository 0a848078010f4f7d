// Words of a text: what SQLite's unicode61 takes for a letter is a letter, then come folding and stemming.

#include "words.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "fts5_internal.h"

enum kind { UNKNOWN, SEPARATOR, LETTER, IGNORED, APOSTROPHE };

/// What a code point is, in lower case and folded, as UTF-8.
struct letter {
  uint32_t code;
  uint8_t kind;
  uint8_t lower_length;
  uint8_t folded_length;
  char lower[6];
  char folded[6];
};

enum { DIRECT = 0x2000, CACHED = 1024, AHEAD = 8 };

/// A word as it was read.
struct word {
  char lower[WORDS_LONGEST + 8];
  char folded[WORDS_LONGEST + 8];
  int lower_length;
  int folded_length;
  uint32_t hash;
  /// Whether `lower` and `folded` are the same.
  bool is_plain;
};

/// A word that was stemmed before: its forms lie in `bytes`, lower, folded, term; lower is left out where it is the
/// same as folded. One cache line, since a lookup's cost is the memory that it touches. Long words lie in the arena,
/// at the place that the first four bytes say.
struct entry {
  uint32_t hash;
  uint8_t language;
  uint8_t lower_length;
  uint8_t folded_length;
  uint8_t term_length;  // 0 where there is no entry
  uint32_t documents;
  uint32_t last_document;
  /// Of its term in the table that texts are numbered by.
  uint32_t number;
  char bytes[44];
};

struct word_analyzer {
  fts5_tokenizer unicode61;
  Fts5Tokenizer *with_accents;
  Fts5Tokenizer *without_accents;
  struct sb_stemmer *french;
  struct sb_stemmer *english;
  struct letter *direct;
  struct letter *cached;
  /// Open addressing; the size is a power of two.
  struct entry *entries;
  uint32_t slot_count;
  uint32_t entry_count;
  char *arena;
  uint32_t arena_length;
  uint32_t arena_room;
  /// Words are read ahead of those that are looked up.
  struct word words[AHEAD];
};

// Code points ---------------------------------------------------------------------------------------------

struct probe {
  int tokens;
  int length;
  char token[16];
};

static int remember_probe(void *context, int flags, const char *token, int length, int start, int end) {
  (void)flags, (void)start, (void)end;
  struct probe *probe = context;
  if (probe->tokens++ == 0) {
    probe->length = length > (int)sizeof probe->token ? (int)sizeof probe->token : length;
    memcpy(probe->token, token, (size_t)probe->length);
  }
  return SQLITE_OK;
}

/// Some letters are apart from any accent; Records folds them alike.
static const struct {
  uint32_t upper, lower;
  const char *folded;
  bool is_ligature;
} special_letters[] = {
    {0x152, 0x153, "oe", true}, {0xC6, 0xE6, "ae", true},   {0x1E9E, 0xDF, "ss", true},
    {0xD8, 0xF8, "o", false},   {0x141, 0x142, "l", false}, {0x110, 0x111, "d", false},
    {0xD0, 0xF0, "d", false},   {0xDE, 0xFE, "th", false},  {0x131, 0x131, "i", false},
};

static int encode(uint32_t code, char *out) {
  if (code < 0x80) return out[0] = (char)code, 1;
  if (code < 0x800) return out[0] = (char)(0xC0 | code >> 6), out[1] = (char)(0x80 | (code & 63)), 2;
  int n = 0;
  if (code < 0x10000) {
    out[n++] = (char)(0xE0 | code >> 12);
  } else {
    out[n++] = (char)(0xF0 | code >> 18);
    out[n++] = (char)(0x80 | (code >> 12 & 63));
  }
  out[n++] = (char)(0x80 | (code >> 6 & 63));
  out[n++] = (char)(0x80 | (code & 63));
  return n;
}

/// Asks unicode61 what it makes of `a`, the code point, `a`: one token of three letters, one of two (an accent
/// that counts for nothing), or two tokens.
static void classify(word_analyzer *analyzer, uint32_t code, struct letter *letter) {
  memset(letter, 0, sizeof *letter);
  letter->code = code;
  if (code == '\'' || code == 0x2019 || code == 0x2BC || code == 0x2018) {
    letter->kind = APOSTROPHE;
    return;
  }
  if (code == 0xAD || code == 0x200B || code == 0x200C || code == 0x200D || code == 0xFEFF) {
    letter->kind = IGNORED;  // a soft hyphen and what has no width cut no word
    return;
  }
  for (size_t i = 0; i < sizeof special_letters / sizeof *special_letters; i++) {
    if (code != special_letters[i].upper && code != special_letters[i].lower) continue;
    letter->kind = LETTER;
    letter->folded_length = (uint8_t)strlen(special_letters[i].folded);
    memcpy(letter->folded, special_letters[i].folded, letter->folded_length);
    // libstemmer's French does not know ligatures: it gets them taken apart.
    letter->lower_length = letter->folded_length;
    memcpy(letter->lower, letter->folded, letter->folded_length);
    return;
  }
  char text[8] = {'a'};
  int length = 1 + encode(code, text + 1);
  text[length++] = 'a';
  struct probe with = {0}, without = {0};
  analyzer->unicode61.xTokenize(analyzer->with_accents, &with, FTS5_TOKENIZE_AUX, text, length, remember_probe);
  analyzer->unicode61.xTokenize(analyzer->without_accents, &without, FTS5_TOKENIZE_AUX, text, length,
                                remember_probe);
  if (without.tokens != 1) {
    letter->kind = SEPARATOR;
  } else if (without.length <= 2 || (0x300 <= code && code <= 0x36F)) {
    letter->kind = IGNORED;
  } else {
    letter->kind = LETTER;
    letter->folded_length = (uint8_t)(without.length - 2 > 6 ? 6 : without.length - 2);
    memcpy(letter->folded, without.token + 1, letter->folded_length);
    letter->lower_length = (uint8_t)(with.length - 2 > 6 ? 6 : with.length - 2);
    memcpy(letter->lower, with.token + 1, letter->lower_length);
  }
}

/// Reads the code point at `*place`; bytes that are no UTF-8 separate words.
static const struct letter *next_letter(word_analyzer *analyzer, const uint8_t *text, int length, int *place) {
  static const struct letter separator = {.kind = SEPARATOR};
  uint32_t code = text[(*place)++];
  if (code >= 0x80) {
    int more = code >= 0xF0 ? 3 : code >= 0xE0 ? 2 : code >= 0xC2 ? 1 : 0;
    if (more == 0 || code > 0xF4 || *place + more > length) return &separator;
    code &= 0x3Fu >> more;
    for (int i = 0; i < more; i++) {
      if ((text[*place] & 0xC0) != 0x80) return &separator;
      code = code << 6 | (text[(*place)++] & 0x3F);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return &separator;
  }
  if (code < DIRECT) {
    struct letter *letter = &analyzer->direct[code];
    if (letter->kind == UNKNOWN) classify(analyzer, code, letter);
    return letter;
  }
  struct letter *letter = &analyzer->cached[code % CACHED];
  if (letter->code != code || letter->kind == UNKNOWN) classify(analyzer, code, letter);
  return letter;
}

// Words remembered ----------------------------------------------------------------------------------------

/// What tells a word from others: lower, but folded where that is the same.
static const char *key_of(const struct word *word, int *length) {
  *length = word->is_plain ? word->folded_length : word->lower_length;
  return word->is_plain ? word->folded : word->lower;
}

static uint32_t hash_of(const char *bytes, int length, char language) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ (uint8_t)language;
  for (int i = 0; i < length; i++) hash = (hash ^ (uint8_t)bytes[i]) * 0x100000001B3u;
  return (uint32_t)(hash ^ hash >> 32);
}

/// Large pages: a table of some MB that is read at random costs more by its address lookups than by its bytes.
static struct entry *make_entries(uint32_t count) {
  size_t size = count * sizeof(struct entry), page = 1 << 21;
  if (size < page) return calloc(count, sizeof(struct entry));
  struct entry *entries = aligned_alloc(page, (size + page - 1) / page * page);
  if (!entries) return NULL;
  madvise(entries, size, MADV_HUGEPAGE);  // only a wish
  memset(entries, 0, size);
  return entries;
}

static bool grow(word_analyzer *analyzer) {
  if (analyzer->arena_room - analyzer->arena_length < 4 * (WORDS_LONGEST + 8)) {
    uint32_t room = analyzer->arena_room ? analyzer->arena_room * 2 : 1 << 15;
    char *arena = realloc(analyzer->arena, room);
    if (!arena) return false;
    analyzer->arena = arena;
    analyzer->arena_room = room;
  }
  if ((uint64_t)analyzer->entry_count * 4 >= (uint64_t)analyzer->slot_count * 3) {
    uint32_t count = analyzer->slot_count ? analyzer->slot_count * 2 : 1024;
    struct entry *entries = make_entries(count);
    if (!entries) return false;
    for (uint32_t i = 0; i < analyzer->slot_count; i++) {
      if (!analyzer->entries[i].term_length) continue;
      uint32_t place = analyzer->entries[i].hash & (count - 1);
      while (entries[place].term_length) place = (place + 1) & (count - 1);
      entries[place] = analyzer->entries[i];
    }
    free(analyzer->entries);
    analyzer->entries = entries;
    analyzer->slot_count = count;
  }
  return true;
}

static void forget_all(word_analyzer *analyzer) {
  analyzer->entry_count = 0;
  analyzer->arena_length = 0;
  if (analyzer->entries) memset(analyzer->entries, 0, analyzer->slot_count * sizeof *analyzer->entries);
}

static const char *bytes_of(const word_analyzer *analyzer, const struct entry *entry) {
  int length = entry->folded_length + entry->term_length + entry->lower_length;
  if (length <= (int)sizeof entry->bytes) return entry->bytes;
  uint32_t place;
  memcpy(&place, entry->bytes, sizeof place);
  return analyzer->arena + place;
}

/// A stem's accents go; its letters were classified when the word was read.
static int fold_stem(word_analyzer *analyzer, const uint8_t *stem, int length, char *out) {
  int written = 0, place = 0;
  while (place < length) {
    const struct letter *letter = next_letter(analyzer, stem, length, &place);
    if (written + letter->folded_length > WORDS_LONGEST - 1) break;
    memcpy(out + written, letter->folded, letter->folded_length);
    written += letter->folded_length;
  }
  return written;
}

/// Words have some seven bytes: a call of memcmp costs more than they do.
static inline bool is_same(const char *one, const char *other, int length) {
  for (int i = 0; i < length; i++) {
    if (one[i] != other[i]) return false;
  }
  return true;
}

static int make_term(word_analyzer *analyzer, const struct word *word, char language, char *term) {
  int length = 1;
  term[0] = language;
  struct sb_stemmer *stemmer = language == WORDS_FRENCH    ? analyzer->french
                               : language == WORDS_ENGLISH ? analyzer->english
                                                           : NULL;
  if (stemmer) {
    const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word->lower, word->lower_length);
    if (!stem) return 0;
    length += fold_stem(analyzer, stem, sb_stemmer_length(stemmer), term + 1);
  }
  if (length == 1) {
    memcpy(term + 1, word->folded, (size_t)word->folded_length);
    length += word->folded_length;
  }
  return length;
}

/// The entry of a word, stemmed now if it is new. `NULL` when memory is out.
static struct entry *entry_of_word(word_analyzer *analyzer, const struct word *word, char language) {
  int key_length;
  const char *key = key_of(word, &key_length);
  int lower_length = word->is_plain ? 0 : key_length;
  uint32_t hash = word->hash;
  if (analyzer->slot_count) {
    uint32_t mask = analyzer->slot_count - 1;
    for (uint32_t place = hash & mask; analyzer->entries[place].term_length; place = (place + 1) & mask) {
      struct entry *entry = &analyzer->entries[place];
      if (entry->hash == hash && entry->language == (uint8_t)language && entry->lower_length == lower_length &&
          (lower_length || entry->folded_length == key_length) &&
          is_same(bytes_of(analyzer, entry), key, key_length)) {
        return entry;
      }
    }
  }
  if (!grow(analyzer)) return NULL;
  char *out = analyzer->arena + analyzer->arena_length;
  memcpy(out, word->lower, (size_t)lower_length);
  memcpy(out + lower_length, word->folded, (size_t)word->folded_length);
  int term_length = make_term(analyzer, word, language, out + lower_length + word->folded_length);
  if (!term_length) return NULL;
  uint32_t mask = analyzer->slot_count - 1, place = hash & mask;
  while (analyzer->entries[place].term_length) place = (place + 1) & mask;
  struct entry *entry = &analyzer->entries[place];
  *entry = (struct entry){
      .hash = hash,
      .language = (uint8_t)language,
      .lower_length = (uint8_t)lower_length,
      .folded_length = (uint8_t)word->folded_length,
      .term_length = (uint8_t)term_length,
      .number = NO_TERM,
  };
  analyzer->entry_count++;
  int length = lower_length + word->folded_length + term_length;
  if (length <= (int)sizeof entry->bytes) {
    memcpy(entry->bytes, out, (size_t)length);
  } else {
    memcpy(entry->bytes, &analyzer->arena_length, sizeof analyzer->arena_length);
    analyzer->arena_length += (uint32_t)length;
  }
  return entry;
}

static const char *term_of(const word_analyzer *analyzer, const struct entry *entry) {
  return bytes_of(analyzer, entry) + entry->lower_length + entry->folded_length;
}

static void fill(const word_analyzer *analyzer, const struct entry *entry, word_found *word) {
  word->folded = bytes_of(analyzer, entry) + entry->lower_length;
  word->folded_length = entry->folded_length;
  word->term = word->folded + entry->folded_length;
  word->term_length = entry->term_length;
}

// Reading -------------------------------------------------------------------------------------------------

/// `l'équipe` is `équipe`, `jusqu'ici` is `ici`: the word read so far counts for nothing before an apostrophe.
static bool is_elided(const struct word *read) {
  const char *word = read->folded;
  switch (read->folded_length) {
    case 1: return strchr("ldjnstmc", word[0]) != NULL;
    case 2: return memcmp(word, "qu", 2) == 0;
    case 5: return memcmp(word, "jusqu", 5) == 0;
    case 6: return memcmp(word, "lorsqu", 6) == 0 || memcmp(word, "puisqu", 6) == 0 || memcmp(word, "quoiqu", 6) == 0;
    default: return false;
  }
}

static void append(struct word *word, const struct letter *letter) {
  if (word->lower_length + letter->lower_length > WORDS_LONGEST ||
      word->folded_length + letter->folded_length > WORDS_LONGEST - 1) {
    return;
  }
  if (letter->lower_length != letter->folded_length ||
      memcmp(letter->lower, letter->folded, letter->folded_length) != 0) {
    word->is_plain = false;
  }
  memcpy(word->lower + word->lower_length, letter->lower, sizeof letter->lower);
  word->lower_length += letter->lower_length;
  memcpy(word->folded + word->folded_length, letter->folded, sizeof letter->folded);
  word->folded_length += letter->folded_length;
}

/// Letters and digits of ASCII in lower case; 0 for all else. unicode61 takes just these for parts of words.
static const char plain_letters[128] = {
    ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
    'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
    ['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
    'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
};

/// Reads the next word from `*place`, without elided articles before it and `'s` behind it.
static bool next_word(word_analyzer *analyzer, struct word *word, char language, const uint8_t *text, int length,
                      int *place, int *start, int *end) {
  int here = *place;
  word->lower_length = word->folded_length = 0;
  word->is_plain = true;
  while (here < length) {
    int before = here;
    char plain = text[here] < 0x80 ? plain_letters[text[here]] : 0;
    if (plain && word->lower_length < WORDS_LONGEST - 1 && word->folded_length < WORDS_LONGEST - 1) {
      if (word->lower_length == 0) *start = here;
      word->lower[word->lower_length++] = plain;
      word->folded[word->folded_length++] = plain;
      *end = ++here;
      continue;
    }
    const struct letter *letter = next_letter(analyzer, text, length, &here);
    if (letter->kind == LETTER) {
      if (word->lower_length == 0) *start = before;
      append(word, letter);
      *end = here;
    } else if (letter->kind == IGNORED || word->lower_length == 0) {
      continue;
    } else if (letter->kind == APOSTROPHE && is_elided(word)) {
      int after = here;
      // Only where a letter follows: a lone `l'` stays a word.
      if (after < length && next_letter(analyzer, text, length, &after)->kind == LETTER) {
        word->lower_length = word->folded_length = 0;
        word->is_plain = true;
        continue;
      }
      break;
    } else {
      if (letter->kind == APOSTROPHE && here < length && (text[here] | 0x20) == 's') {
        int after = here + 1;
        if (after >= length || next_letter(analyzer, text, length, &after)->kind == SEPARATOR) here++;
      }
      break;
    }
  }
  *place = here;
  if (word->lower_length == 0 || word->folded_length == 0) return false;
  int key_length;
  const char *key = key_of(word, &key_length);
  word->hash = hash_of(key, key_length, language);
  return true;
}

int word_analyzer_each(word_analyzer *analyzer, char language, const char *text, int length,
                       const unsigned char *initials, void *context,
                       int (*found)(void *context, const word_found *word)) {
  struct word *read = analyzer->words;
  int place = 0;
  while (place < length) {
    word_found word;
    if (!next_word(analyzer, read, language, (const uint8_t *)text, length, &place, &word.start, &word.end)) continue;
    if (initials && !initials[(unsigned char)read->folded[0]]) continue;
    if (analyzer->entry_count > 200000) forget_all(analyzer);
    struct entry *entry = entry_of_word(analyzer, read, language);
    if (!entry) return SQLITE_NOMEM;
    fill(analyzer, entry, &word);
    int status = found(context, &word);
    if (status != SQLITE_OK) return status;
  }
  return SQLITE_OK;
}

long word_analyzer_terms(word_analyzer *analyzer, char language, const char *text, int length, char *out,
                         long room, int *count) {
  struct word *read = analyzer->words;
  long written = 0;
  int place = 0, start, end;
  while (place < length) {
    if (!next_word(analyzer, read, language, (const uint8_t *)text, length, &place, &start, &end)) continue;
    struct entry *entry = entry_of_word(analyzer, read, language);
    if (!entry || room - written < WORDS_LONGEST + 8) return -1;
    const char *term = term_of(analyzer, entry);
    memcpy(out + written, term, entry->term_length);
    written += entry->term_length;
    out[written++] = ' ';
    ++*count;
  }
  return written;
}

long word_analyzer_numbers(word_analyzer *analyzer, char language, const char *text, int length,
                           term_table *table, uint32_t document, uint32_t *out) {
  long count = 0, read = 0;
  int place = 0, start, end;
  while (place < length || count < read) {
    // Most of a lookup is waiting for memory: some of them wait together.
    if (place < length && read - count < AHEAD) {
      struct word *word = &analyzer->words[read % AHEAD];
      if (!next_word(analyzer, word, language, (const uint8_t *)text, length, &place, &start, &end)) continue;
      if (analyzer->slot_count) __builtin_prefetch(&analyzer->entries[word->hash & (analyzer->slot_count - 1)], 1);
      read++;
      continue;
    }
    struct entry *entry = entry_of_word(analyzer, &analyzer->words[count % AHEAD], language);
    if (!entry) return -1;
    if (entry->number == NO_TERM) {
      entry->number = term_table_number(table, term_of(analyzer, entry), entry->term_length);
      if (entry->number == NO_TERM) return -1;
    }
    if (entry->last_document != document) {
      entry->last_document = document;
      entry->documents++;
    }
    out[count++] = entry->number;
  }
  return count;
}

long word_analyzer_words(const word_analyzer *analyzer) { return analyzer->entry_count; }

int word_analyzer_drain(word_analyzer *analyzer, void *context,
                        int (*each)(void *context, const word_found *word, int64_t documents)) {
  int status = SQLITE_OK;
  for (uint32_t i = 0; i < analyzer->slot_count && status == SQLITE_OK; i++) {
    const struct entry *entry = &analyzer->entries[i];
    if (!entry->term_length || entry->documents == 0) continue;
    word_found word = {0};
    fill(analyzer, entry, &word);
    status = each(context, &word, entry->documents);
  }
  forget_all(analyzer);
  return status;
}

// Life ----------------------------------------------------------------------------------------------------

fts5_api *fts5_api_of(sqlite3 *db) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

word_analyzer *word_analyzer_create(sqlite3 *db, int *status) {
  fts5_api *api = fts5_api_of(db);
  void *context = NULL;
  word_analyzer *analyzer = calloc(1, sizeof *analyzer);
  *status = SQLITE_NOMEM;
  if (!analyzer) return NULL;
  analyzer->direct = calloc(DIRECT, sizeof *analyzer->direct);
  analyzer->cached = calloc(CACHED, sizeof *analyzer->cached);
  analyzer->french = sb_stemmer_new("french", "UTF_8");
  analyzer->english = sb_stemmer_new("english", "UTF_8");
  if (analyzer->direct && analyzer->cached && analyzer->french && analyzer->english) {
    const char *keep[] = {"remove_diacritics", "0"}, *drop[] = {"remove_diacritics", "2"};
    *status = api ? api->xFindTokenizer(api, "unicode61", &context, &analyzer->unicode61) : SQLITE_ERROR;
    if (*status == SQLITE_OK) {
      *status = analyzer->unicode61.xCreate(context, keep, 2, &analyzer->with_accents);
    }
    if (*status == SQLITE_OK) {
      *status = analyzer->unicode61.xCreate(context, drop, 2, &analyzer->without_accents);
    }
  }
  if (*status == SQLITE_OK) return analyzer;
  word_analyzer_destroy(analyzer);
  return NULL;
}

void word_analyzer_destroy(word_analyzer *analyzer) {
  if (!analyzer) return;
  if (analyzer->with_accents) analyzer->unicode61.xDelete(analyzer->with_accents);
  if (analyzer->without_accents) analyzer->unicode61.xDelete(analyzer->without_accents);
  if (analyzer->french) sb_stemmer_delete(analyzer->french);
  if (analyzer->english) sb_stemmer_delete(analyzer->english);
  free(analyzer->direct);
  free(analyzer->cached);
  free(analyzer->entries);
  free(analyzer->arena);
  free(analyzer);
}
