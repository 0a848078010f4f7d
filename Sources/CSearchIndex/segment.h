#ifndef SEGMENT_H
#define SEGMENT_H

#include <sqlite3.h>
#include <stdint.h>

/// Writes one segment of an FTS5 index: terms in order, the rows of each in order. The functions return SQLite statuses.
typedef struct segment segment;

/// `NULL` with `*status` set.
segment *segment_open(sqlite3 *db, const char *table, int *status);
void segment_free(segment *segment);

int segment_term(segment *segment, const uint8_t *bytes, int length);

/// A row that has the term, with its positions: for each column but the first 1 and its number, then for each
/// position its distance from the one before (or 0), and 2.
int segment_row(segment *segment, int64_t row, const uint8_t *positions, int size);

/// Makes the segment the table's only one.
/// - counts: the number of rows, then that of the tokens of each column.
int segment_close(segment *segment, const uint64_t *counts, int count_count);

#endif
