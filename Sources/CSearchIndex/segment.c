// The pages of an FTS5 index as the comments of SQLite's fts5_index.c define them, version 4: what any SQLite of the last
// ten years reads. Tests hold them against those that FTS5 writes.

#include "segment.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bulk.h"
#include "varint.h"

enum {
  /// A page ends where it has as many bytes: FTS5's own default, which fits into SQLite's page of 4 KiB.
  PAGE = 4050,
  /// More than a term, a row and a size take that begin on the last byte of a page.
  PAGE_ROOM = PAGE + 2 * TERM_LONGEST,
  /// The doclist index of a term has one entry for each page; each level above, one for each PAGE of those.
  LEVELS = 4,
  /// A term on fewer further pages has no doclist index.
  FEWEST_INDEXED_PAGES = 4,
  /// FTS5 merges segments of one level into one of the next: this many commits go by before so large a segment is
  /// touched, each level taking 4 to 16 times as many as the one below.
  LEVEL = 5,
  SEGMENT = 1,
  AVERAGES_ROW = 1,
  STRUCTURE_ROW = 10,
  /// What FTS5 writes before each term of its main index.
  MAIN_INDEX = '0',
};

struct level {
  uint8_t bytes[PAGE + 2 * VARINT_LONGEST + 1];
  int count;
  uint64_t page;
  int64_t last;
};

struct segment {
  sqlite3_stmt *write_page;
  sqlite3_stmt *write_first;
  /// The page being made: its number, its content behind a head of 4 bytes, and where its terms begin.
  uint64_t page;
  uint8_t bytes[2 * PAGE_ROOM];
  int count;
  uint8_t starts[PAGE_ROOM];
  int start_count;
  int last_start;
  bool has_term;
  bool has_row;
  /// The last term.
  uint8_t term[TERM_LONGEST + 1];
  int term_length;
  bool is_first_row;
  int64_t last_row;
  /// The last page with a term, 0 where there is none; what leads to it; how many pages without a term came since.
  uint64_t term_page;
  uint8_t term_key[TERM_LONGEST + 1];
  int term_key_length;
  int further_pages;
  struct level levels[LEVELS];
};

static int prepare(sqlite3 *db, const char *format, const char *table, sqlite3_stmt **statement) {
  char *sql = sqlite3_mprintf(format, table);
  if (!sql) return SQLITE_NOMEM;
  int status = sqlite3_prepare_v2(db, sql, -1, statement, NULL);
  sqlite3_free(sql);
  return status;
}

segment *segment_open(sqlite3 *db, const char *table, int *status) {
  segment *made = calloc(1, sizeof *made);
  *status = SQLITE_NOMEM;
  if (!made) return NULL;
  *status = prepare(db, "REPLACE INTO \"%w_data\"(id, block) VALUES(?, ?)", table, &made->write_page);
  if (*status == SQLITE_OK) {
    *status = prepare(db, "INSERT INTO \"%w_idx\"(segid, term, pgno) VALUES(?, ?, ?)", table, &made->write_first);
  }
  if (*status != SQLITE_OK) {
    segment_free(made);
    return NULL;
  }
  made->page = made->term_page = 1;
  made->count = 4;
  return made;
}

void segment_free(segment *segment) {
  if (!segment) return;
  sqlite3_finalize(segment->write_page);
  sqlite3_finalize(segment->write_first);
  free(segment);
}

// Rows ----------------------------------------------------------------------------------------------------

static int step(sqlite3_stmt *statement) {
  sqlite3_step(statement);
  return sqlite3_reset(statement);
}

static int write_block(segment *segment, int64_t id, const uint8_t *bytes, int count) {
  sqlite3_bind_int64(segment->write_page, 1, id);
  sqlite3_bind_blob(segment->write_page, 2, bytes, count, SQLITE_STATIC);
  return step(segment->write_page);
}

static int64_t leaf_row(uint64_t page) { return ((int64_t)SEGMENT << 37) + (int64_t)page; }

static int64_t level_row(int height, uint64_t page) {
  return leaf_row(page) + ((int64_t)1 << 36) + ((int64_t)height << 31);
}

// Doclist index -------------------------------------------------------------------------------------------

static void append(struct level *level, uint64_t value) {
  level->count += put_varint(level->bytes + level->count, value);
}

static int64_t first_row(const struct level *level) {
  uint64_t page, row;
  get_varint(level->bytes + 1 + get_varint(level->bytes + 1, &page), &row);
  return (int64_t)row;
}

/// Notes the first row of the page being made.
static int index_row(segment *segment, int64_t row) {
  for (int height = 0; height < LEVELS; height++) {
    struct level *level = &segment->levels[height];
    bool is_full = level->count >= PAGE;
    if (is_full) {
      if (height + 1 == LEVELS) return SQLITE_FULL;
      struct level *above = &segment->levels[height + 1];
      level->bytes[0] = 1;  // it has one above
      int status = write_block(segment, level_row(height, level->page), level->bytes, level->count);
      if (status != SQLITE_OK) return status;
      if (above->count == 0) {
        above->page = level->page;
        append(above, 0);
        append(above, level->page);
        append(above, (uint64_t)first_row(level));
        above->last = first_row(level);
      }
      level->count = 0;
      level->page++;
    }
    if (level->count == 0) {
      append(level, is_full);
      append(level, height == 0 ? segment->page : segment->levels[height - 1].page);
      append(level, (uint64_t)row);
    } else {
      append(level, (uint64_t)row - (uint64_t)level->last);
    }
    level->last = row;
    if (!is_full) break;
  }
  return SQLITE_OK;
}

/// The last term of the last page with a term is complete: now that page can be led to.
static int finish_term_page(segment *segment) {
  if (segment->term_page == 0) return SQLITE_OK;
  int status = SQLITE_OK;
  bool is_indexed = segment->levels[0].count > 0 && segment->further_pages >= FEWEST_INDEXED_PAGES;
  for (int height = 0; height < LEVELS && segment->levels[height].count > 0; height++) {
    struct level *level = &segment->levels[height];
    if (is_indexed && status == SQLITE_OK) {
      status = write_block(segment, level_row(height, level->page), level->bytes, level->count);
    }
    level->count = 0;
  }
  segment->further_pages = 0;
  if (status != SQLITE_OK) return status;
  sqlite3_bind_int(segment->write_first, 1, SEGMENT);
  sqlite3_bind_blob(segment->write_first, 2, segment->term_key, segment->term_key_length, SQLITE_STATIC);
  sqlite3_bind_int64(segment->write_first, 3, (int64_t)(segment->term_page << 1 | is_indexed));
  segment->term_page = 0;
  return step(segment->write_first);
}

// Pages ---------------------------------------------------------------------------------------------------

static void put_16(uint8_t *out, int value) { out[0] = (uint8_t)(value >> 8), out[1] = (uint8_t)value; }

static int end_page(segment *segment) {
  put_16(segment->bytes + 2, segment->count);
  if (segment->has_term) {
    memcpy(segment->bytes + segment->count, segment->starts, (size_t)segment->start_count);
  } else {
    if (!segment->has_row && segment->levels[0].count > 0) append(&segment->levels[0], 0);
    segment->further_pages++;
  }
  int status = write_block(segment, leaf_row(segment->page), segment->bytes, segment->count + segment->start_count);
  memset(segment->bytes, 0, 4);
  segment->count = 4;
  segment->start_count = segment->last_start = 0;
  segment->has_term = segment->has_row = false;
  segment->page++;
  return status;
}

static bool is_full(const segment *segment, int more) { return segment->count + segment->start_count + more >= PAGE; }

int segment_term(segment *segment, const uint8_t *bytes, int length) {
  uint8_t term[TERM_LONGEST + 1] = {MAIN_INDEX};
  if (length < 1 || length > TERM_LONGEST) return SQLITE_TOOBIG;
  memcpy(term + 1, bytes, (size_t)length);
  length++;
  int status = SQLITE_OK;
  if (is_full(segment, length + 2) && segment->count > 4) status = end_page(segment);
  if (status != SQLITE_OK) return status;
  int start = segment->count, same = 0;
  while (same < length && same < segment->term_length && term[same] == segment->term[same]) same++;
  if (segment->has_term) {
    segment->count += put_varint(segment->bytes + segment->count, (uint64_t)same);
  } else {
    if (segment->page > 1) {
      status = finish_term_page(segment);
      if (status != SQLITE_OK) return status;
      // As much of the term as tells it from the one before.
      segment->term_key_length = same + 1;
      memcpy(segment->term_key, term, (size_t)segment->term_key_length);
      segment->term_page = segment->page;
    }
    same = 0;
  }
  segment->start_count +=
      put_varint(segment->starts + segment->start_count, (uint64_t)(start - segment->last_start));
  segment->last_start = start;
  segment->count += put_varint(segment->bytes + segment->count, (uint64_t)(length - same));
  memcpy(segment->bytes + segment->count, term + same, (size_t)(length - same));
  segment->count += length - same;
  memcpy(segment->term, term, (size_t)length);
  segment->term_length = length;
  segment->has_term = segment->has_row = true;
  segment->is_first_row = true;
  segment->levels[0].page = segment->page;
  return SQLITE_OK;
}

/// No number is cut in two by the end of a page.
static int append_positions(segment *segment, const uint8_t *positions, int size) {
  while (is_full(segment, size)) {
    int room = PAGE - segment->count - segment->start_count, taken = 0;
    while (taken < room) {
      uint64_t ignored;
      taken += get_varint(positions + taken, &ignored);
    }
    memcpy(segment->bytes + segment->count, positions, (size_t)taken);
    segment->count += taken;
    positions += taken;
    size -= taken;
    int status = end_page(segment);
    if (status != SQLITE_OK) return status;
  }
  memcpy(segment->bytes + segment->count, positions, (size_t)size);
  segment->count += size;
  return SQLITE_OK;
}

int segment_row(segment *segment, int64_t row, const uint8_t *positions, int size) {
  int status = is_full(segment, 0) ? end_page(segment) : SQLITE_OK;
  if (status != SQLITE_OK) return status;
  bool is_absolute = segment->is_first_row;
  if (!segment->has_row) {
    put_16(segment->bytes, segment->count);
    status = index_row(segment, row);
    if (status != SQLITE_OK) return status;
    is_absolute = true;
  }
  uint64_t number = is_absolute ? (uint64_t)row : (uint64_t)row - (uint64_t)segment->last_row;
  segment->count += put_varint(segment->bytes + segment->count, number);
  segment->has_row = true;
  segment->is_first_row = false;
  segment->last_row = row;
  segment->count += put_varint(segment->bytes + segment->count, (uint64_t)size * 2);  // odd where it is deleted
  return append_positions(segment, positions, size);
}

int segment_close(segment *segment, const uint64_t *counts, int count_count) {
  int status = SQLITE_OK;
  if (segment->count > 4) status = end_page(segment);
  uint64_t last_page = segment->page - 1;
  if (last_page == 0) return status;
  if (status == SQLITE_OK) status = finish_term_page(segment);
  if (status != SQLITE_OK) return status;
  uint8_t block[128] = {0};
  int length = 4;  // the settings' version
  uint64_t numbers[] = {LEVEL + 1, 1, last_page};
  for (int i = 0; i < 3; i++) length += put_varint(block + length, numbers[i]);
  // Of each level: how many of its segments are being merged, how many there are.
  for (int level = 0; level <= LEVEL; level++) block[length++] = 0, block[length++] = level == LEVEL;
  uint64_t only[] = {SEGMENT, 1, last_page};
  for (int i = 0; i < 3; i++) length += put_varint(block + length, only[i]);
  status = write_block(segment, STRUCTURE_ROW, block, length);
  if (status != SQLITE_OK) return status;
  length = 0;
  for (int i = 0; i < count_count; i++) length += put_varint(block + length, counts[i]);
  return write_block(segment, AVERAGES_ROW, block, length);
}
