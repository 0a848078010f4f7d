// What FTS5 sees: the tokenizer `mgrnet` and the ranking function `mgrnet_fit`.

#include "words.h"

#include <string.h>

#include "fts5_internal.h"

struct tokenizer {
  /// Made at the first text in a language: a search hands over ready terms, and need not pay for it.
  word_analyzer *analyzer;
  sqlite3 *db;
};

static int create(void *context, const char **arguments, int count, Fts5Tokenizer **out) {
  (void)arguments, (void)count;
  struct tokenizer *tokenizer = sqlite3_malloc(sizeof *tokenizer);
  if (!tokenizer) return SQLITE_NOMEM;
  *tokenizer = (struct tokenizer){.db = context};
  *out = (Fts5Tokenizer *)tokenizer;
  return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *opaque) {
  struct tokenizer *tokenizer = (struct tokenizer *)opaque;
  word_analyzer_destroy(tokenizer->analyzer);
  sqlite3_free(tokenizer);
}

typedef int (*token_callback)(void *, int, const char *, int, int, int);

struct relay {
  void *context;
  token_callback token;
};

static int relay(void *context, const word_found *word) {
  struct relay *relay = context;
  return relay->token(relay->context, 0, word->term, word->term_length, word->start, word->end);
}

static int ready_terms(void *context, const char *text, int length, token_callback token) {
  int start = 2;
  while (start < length) {
    const char *space = memchr(text + start, ' ', (size_t)(length - start));
    int end = space ? (int)(space - text) : length;
    if (end > start) {
      int status = token(context, 0, text + start, end - start, start, end);
      if (status != SQLITE_OK) return status;
    }
    start = end + 1;
  }
  return SQLITE_OK;
}

static int tokenize(Fts5Tokenizer *opaque, void *context, int flags, const char *text, int length,
                    token_callback token) {
  (void)flags;
  struct tokenizer *tokenizer = (struct tokenizer *)opaque;
  char language = WORDS_OF_NO_LANGUAGE;
  if (length >= 2 && text[0] == WORDS_MARK) {
    language = text[1];
    if (language == WORDS_READY) return ready_terms(context, text, length, token);
    text += 2;
    length -= 2;
  }
  if (!tokenizer->analyzer) {
    int status;
    tokenizer->analyzer = word_analyzer_create(tokenizer->db, &status);
    if (!tokenizer->analyzer) return status;
  }
  struct relay to = {.context = context, .token = token};
  return word_analyzer_each(tokenizer->analyzer, language, text, length, NULL, &to, relay);
}

static void fit(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
                sqlite3_value **values) {
  int phrases = api->xPhraseCount(fts);
  if (count != 2 || sqlite3_value_bytes(values[1]) <
                        (int)(sizeof(fit_parameters) + (size_t)phrases * sizeof(double))) {
    sqlite3_result_error(context, "mgrnet_fit(table, length, parameters)", -1);
    return;
  }
  double length = sqlite3_value_double(values[0]);
  const char *blob = sqlite3_value_blob(values[1]);
  fit_parameters parameters;
  memcpy(&parameters, blob, sizeof parameters);
  double average = parameters.average_length > 0 ? parameters.average_length : 1;
  double damping = parameters.k * (1 - parameters.b + parameters.b * length / average);
  double sum = 0;
  for (int phrase = 0; phrase < phrases; phrase++) {
    double weight;
    memcpy(&weight, blob + sizeof parameters + (size_t)phrase * sizeof weight, sizeof weight);
    if (weight <= 0) continue;
    double frequency = 0;
    Fts5PhraseIter iterator;
    int column, offset;
    int status = api->xPhraseFirst(fts, phrase, &iterator, &column, &offset);
    if (status != SQLITE_OK) {
      sqlite3_result_error_code(context, status);
      return;
    }
    for (; column >= 0; api->xPhraseNext(fts, &iterator, &column, &offset)) {
      if (column < INVERSION_COLUMNS) frequency += parameters.column_weights[column];
    }
    sum += weight * frequency * (parameters.k + 1) / (frequency + damping);
  }
  sqlite3_result_double(context, sum);
}

int search_index_register(sqlite3 *db) {
  fts5_api *api = fts5_api_of(db);
  if (!api) return SQLITE_ERROR;
  fts5_tokenizer tokenizer = {.xCreate = create, .xDelete = destroy, .xTokenize = tokenize};
  int status = api->xCreateTokenizer(api, "mgrnet", db, &tokenizer, NULL);
  if (status != SQLITE_OK) return status;
  return api->xCreateFunction(api, "mgrnet_fit", NULL, fit, NULL);
}

void search_index_keep_log(sqlite3 *db) { sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL); }
