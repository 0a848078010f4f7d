#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "growing.h"
#include "segment.h"
#include "terms.h"
#include "varint.h"

// Records come in order. As many as the budget allows are sorted by term, by counting, and written to the file as a run:
// for each term its place in the order of terms, counted on from the last one, then each row that has it, counted on, the
// size of its positions, the positions; a 0 ends the rows, and the run. Then all runs are read side by side.

struct token {
  /// Which record of the run.
  uint32_t record;
  /// Column, position.
  uint32_t place;
};

enum { POSITION_BITS = 30, BUFFER = 1 << 16 };

struct record {
  int64_t row;
  uint32_t counts[INVERSION_COLUMNS];
};

struct run {
  off_t start;
  off_t end;
};

struct inversion {
  const term_table *table;
  /// Numbers of terms in the order of their bytes.
  uint32_t *order;
  int file;
  off_t written;
  uint8_t *buffer;
  size_t buffered;
  /// The run that is being filled.
  uint32_t budget;
  uint32_t *terms;
  uint32_t term_count;
  uint32_t term_room;
  struct record *records;
  uint32_t record_count;
  uint32_t record_room;
  struct run *runs;
  int run_count;
  uint8_t *positions;
  size_t position_room;
  /// Rows, then tokens of each column.
  uint64_t counts[1 + INVERSION_COLUMNS];
};

inversion *inversion_create(const term_table *table, int file, uint32_t budget) {
  inversion *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  *made = (inversion){.table = table, .file = file, .budget = budget};
  made->order = term_table_sorted(table);
  made->buffer = malloc(BUFFER + VARINT_LONGEST);
  if (made->order && made->buffer) return made;
  inversion_destroy(made);
  return NULL;
}

void inversion_destroy(inversion *inversion) {
  if (!inversion) return;
  free(inversion->order);
  free(inversion->buffer);
  free(inversion->terms);
  free(inversion->records);
  free(inversion->runs);
  free(inversion->positions);
  free(inversion);
}

// Out -----------------------------------------------------------------------------------------------------

static int flush(inversion *inversion) {
  for (size_t done = 0; done < inversion->buffered;) {
    ssize_t count = pwrite(inversion->file, inversion->buffer + done, inversion->buffered - done, inversion->written);
    if (count <= 0) return SQLITE_FULL;
    done += (size_t)count;
    inversion->written += count;
  }
  inversion->buffered = 0;
  return SQLITE_OK;
}

static int put(inversion *inversion, uint64_t value) {
  inversion->buffered += (size_t)put_varint(inversion->buffer + inversion->buffered, value);
  return inversion->buffered >= BUFFER ? flush(inversion) : SQLITE_OK;
}

static int put_bytes(inversion *inversion, const uint8_t *bytes, size_t count) {
  while (count > 0) {
    size_t part = BUFFER - inversion->buffered;
    if (part > count) part = count;
    memcpy(inversion->buffer + inversion->buffered, bytes, part);
    inversion->buffered += part;
    bytes += part;
    count -= part;
    int status = inversion->buffered >= BUFFER ? flush(inversion) : SQLITE_OK;
    if (status != SQLITE_OK) return status;
  }
  return SQLITE_OK;
}

// Sorting -------------------------------------------------------------------------------------------------

/// Writes the positions of a term in one record, which the first tokens have; the number of those.
static uint32_t write_row(inversion *inversion, const struct token *tokens, uint32_t count, int64_t *row, int *status) {
  uint32_t length = 0, column = 0, last = 0, used = 0;
  for (; used < count && tokens[used].record == tokens[0].record; used++) {
    if (inversion->position_room < length + 3ul * VARINT_LONGEST) {
      size_t room = inversion->position_room ? inversion->position_room * 2 : 1024;
      uint8_t *grown = realloc(inversion->positions, room);
      if (!grown) return *status = SQLITE_NOMEM, count;
      inversion->positions = grown;
      inversion->position_room = room;
    }
    uint8_t *out = inversion->positions;
    uint32_t position = tokens[used].place & ((1u << POSITION_BITS) - 1);
    if (tokens[used].place >> POSITION_BITS != column) {
      column = tokens[used].place >> POSITION_BITS;
      out[length++] = 1;
      out[length++] = (uint8_t)column;
      last = 0;
    }
    length += (uint32_t)put_varint(out + length, position - last + 2);
    last = position;
  }
  int64_t here = inversion->records[tokens[0].record].row;
  *status = put(inversion, (uint64_t)here - (uint64_t)*row);
  if (*status == SQLITE_OK) *status = put(inversion, length);
  if (*status == SQLITE_OK) *status = put_bytes(inversion, inversion->positions, length);
  *row = here;
  return used;
}

/// Puts the run's tokens in the order of terms, record, place; `ends` says where those of each term end.
static void scatter(const inversion *inversion, uint32_t *ends, uint32_t term_count, struct token *tokens) {
  for (uint32_t i = 0; i < inversion->term_count; i++) ends[inversion->terms[i]]++;
  uint32_t sum = 0;
  for (uint32_t number = 0; number < term_count; number++) {
    uint32_t count = ends[number];
    ends[number] = sum;
    sum += count;
  }
  const uint32_t *term = inversion->terms;
  for (uint32_t record = 0; record < inversion->record_count; record++) {
    for (uint32_t column = 0; column < INVERSION_COLUMNS; column++) {
      uint32_t count = inversion->records[record].counts[column];
      for (uint32_t position = 0; position < count; position++) {
        tokens[ends[*term++]++] = (struct token){.record = record, .place = column << POSITION_BITS | position};
      }
    }
  }
}

static int write_run(inversion *inversion) {
  if (inversion->record_count == 0) return SQLITE_OK;
  uint32_t term_count = term_table_count(inversion->table);
  uint32_t *ends = calloc(term_count + 1ul, sizeof *ends);
  struct token *tokens = malloc((inversion->term_count + 1ul) * sizeof *tokens);
  struct run *runs = realloc(inversion->runs, (size_t)(inversion->run_count + 1) * sizeof *runs);
  if (runs) inversion->runs = runs;
  int status = ends && tokens && runs ? SQLITE_OK : SQLITE_NOMEM;
  off_t start = inversion->written;
  if (status == SQLITE_OK) scatter(inversion, ends, term_count, tokens);
  uint32_t last_place = 0;
  for (uint32_t place = 1; place <= term_count && status == SQLITE_OK; place++) {
    uint32_t number = inversion->order[place - 1];
    uint32_t end = ends[number], begin = number ? ends[number - 1] : 0;
    if (begin == end) continue;
    status = put(inversion, place - last_place);
    last_place = place;
    // The first row differs from the last one in any case, also where that is the least of all.
    int64_t row = inversion->records[tokens[begin].record].row;
    if (status == SQLITE_OK) status = put(inversion, (uint64_t)row);
    row--;
    while (begin < end && status == SQLITE_OK) {
      begin += write_row(inversion, tokens + begin, end - begin, &row, &status);
    }
    if (status == SQLITE_OK) status = put(inversion, 0);
  }
  if (status == SQLITE_OK) status = put(inversion, 0);
  if (status == SQLITE_OK) status = flush(inversion);
  if (status == SQLITE_OK) runs[inversion->run_count++] = (struct run){.start = start, .end = inversion->written};
  free(ends);
  free(tokens);
  inversion->term_count = inversion->record_count = 0;
  return status;
}

int inversion_add(inversion *inversion, int64_t row, const uint32_t *terms,
                  const uint32_t counts[INVERSION_COLUMNS]) {
  uint64_t count = 0;
  for (int column = 0; column < INVERSION_COLUMNS; column++) {
    if (counts[column] >> POSITION_BITS) return SQLITE_TOOBIG;
    count += counts[column];
    inversion->counts[1 + column] += counts[column];
  }
  inversion->counts[0]++;
  if (inversion->term_count + count > inversion->budget) {
    int status = write_run(inversion);
    if (status != SQLITE_OK) return status;
  }
  if (!grow((void **)&inversion->terms, &inversion->term_room, inversion->term_count + count,
            sizeof *inversion->terms) ||
      !grow((void **)&inversion->records, &inversion->record_room, inversion->record_count + 1ull,
            sizeof *inversion->records)) {
    return SQLITE_NOMEM;
  }
  memcpy(inversion->terms + inversion->term_count, terms, count * sizeof *terms);
  inversion->term_count += (uint32_t)count;
  struct record *record = &inversion->records[inversion->record_count++];
  record->row = row;
  memcpy(record->counts, counts, sizeof record->counts);
  return SQLITE_OK;
}

// Merging -------------------------------------------------------------------------------------------------

struct reader {
  int file;
  struct run run;
  uint8_t *bytes;
  size_t room;
  size_t begin;
  size_t end;
  /// In the order of terms, counted from 1; 0 at the end.
  uint64_t place;
};

/// Makes `count` bytes readable at `begin`, or as many as there are, with zeros behind them.
static int need(struct reader *reader, size_t count) {
  if (reader->end - reader->begin >= count) return SQLITE_OK;
  if (count + VARINT_LONGEST > reader->room) {
    uint8_t *grown = realloc(reader->bytes, count + VARINT_LONGEST + BUFFER);
    if (!grown) return SQLITE_NOMEM;
    reader->bytes = grown;
    reader->room = count + VARINT_LONGEST + BUFFER;
  }
  memmove(reader->bytes, reader->bytes + reader->begin, reader->end - reader->begin);
  reader->end -= reader->begin;
  reader->begin = 0;
  while (reader->end < count && reader->run.start < reader->run.end) {
    size_t most = reader->room - VARINT_LONGEST - reader->end;
    if ((off_t)most > reader->run.end - reader->run.start) most = (size_t)(reader->run.end - reader->run.start);
    ssize_t got = pread(reader->file, reader->bytes + reader->end, most, reader->run.start);
    if (got <= 0) return SQLITE_IOERR;
    reader->end += (size_t)got;
    reader->run.start += got;
  }
  memset(reader->bytes + reader->end, 0, VARINT_LONGEST);
  return SQLITE_OK;
}

static inline int get(struct reader *reader, uint64_t *value) {
  bool is_there = reader->end - reader->begin >= VARINT_LONGEST;
  int status = is_there ? SQLITE_OK : need(reader, VARINT_LONGEST);
  if (status == SQLITE_OK) reader->begin += (size_t)get_varint(reader->bytes + reader->begin, value);
  return status;
}

static int next_term(struct reader *reader) {
  uint64_t distance = 0;
  int status = get(reader, &distance);
  reader->place = distance ? reader->place + distance : 0;
  return status;
}

/// Hands over a run's rows of the term that it is at, and goes to the next term.
static int copy_rows(struct reader *reader, segment *segment) {
  uint64_t row, distance, size;
  int status = get(reader, &row);
  row--;
  while (status == SQLITE_OK && (status = get(reader, &distance)) == SQLITE_OK && distance) {
    row += distance;
    status = get(reader, &size);
    if (status == SQLITE_OK) status = need(reader, (size_t)size);
    if (status == SQLITE_OK && reader->end - reader->begin < size) status = SQLITE_IOERR;
    if (status == SQLITE_OK) {
      status = segment_row(segment, (int64_t)row, reader->bytes + reader->begin, (int)size);
      reader->begin += (size_t)size;
    }
  }
  return status == SQLITE_OK ? next_term(reader) : status;
}

static int merge(inversion *inversion, struct reader *readers, segment *segment) {
  while (true) {
    uint64_t first = 0;
    for (int i = 0; i < inversion->run_count; i++) {
      if (readers[i].place && (!first || readers[i].place < first)) first = readers[i].place;
    }
    if (!first) return SQLITE_OK;
    term_bytes term = term_table_term(inversion->table, inversion->order[first - 1]);
    int status = segment_term(segment, term.bytes, term.length);
    // Of two runs the later one has the later rows.
    for (int i = 0; i < inversion->run_count && status == SQLITE_OK; i++) {
      if (readers[i].place == first) status = copy_rows(&readers[i], segment);
    }
    if (status != SQLITE_OK) return status;
  }
}

int inversion_write(inversion *inversion, sqlite3 *db, const char *name) {
  int status = write_run(inversion);
  if (status != SQLITE_OK) return status;
  // What sorted the runs is not needed to merge them.
  free(inversion->terms);
  free(inversion->records);
  inversion->terms = NULL;
  inversion->records = NULL;
  inversion->term_room = inversion->record_room = 0;
  struct reader *readers = calloc((size_t)inversion->run_count + 1, sizeof *readers);
  segment *segment = segment_open(db, name, &status);
  if (!readers) status = SQLITE_NOMEM;
  for (int i = 0; i < inversion->run_count && status == SQLITE_OK; i++) {
    readers[i] = (struct reader){.file = inversion->file, .run = inversion->runs[i]};
    status = next_term(&readers[i]);
  }
  if (status == SQLITE_OK) status = merge(inversion, readers, segment);
  if (status == SQLITE_OK) status = segment_close(segment, inversion->counts, 1 + INVERSION_COLUMNS);
  for (int i = 0; readers && i < inversion->run_count; i++) free(readers[i].bytes);
  free(readers);
  segment_free(segment);
  return status;
}
