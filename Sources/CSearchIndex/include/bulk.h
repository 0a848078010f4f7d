#ifndef BULK_H
#define BULK_H

#include <sqlite3.h>
#include <stdint.h>

/// Every different term of many records, with a number. Any thread at any time.
typedef struct term_table term_table;

/// No term is longer, in bytes.
enum { TERM_LONGEST = 255 };

/// The number where memory is out, or the term too long.
#define NO_TERM UINT32_MAX

/// `NULL` when memory is out.
term_table *term_table_create(void);
void term_table_destroy(term_table *table);

/// The term's number, counted from 0 in the order in which terms first came.
uint32_t term_table_number(term_table *table, const char *term, int length);

/// The index of FTS5 over many records, made at once: their terms are sorted, and FTS5's pages written as it would write
/// them itself, in a fourth of its time. One thread at a time.
typedef struct inversion inversion;

enum { INVERSION_COLUMNS = 3 };

/// - table: complete; it must outlive the inversion.
/// - file: a descriptor to an empty file, for what does not fit into `budget` tokens of 12 bytes each.
/// `NULL` when memory is out.
inversion *inversion_create(const term_table *table, int file, uint32_t budget);
void inversion_destroy(inversion *inversion);

/// Adds a record: the numbers of the terms of each column, one column behind the other. Rows come in order.
/// Returns an SQLite status.
int inversion_add(inversion *inversion, int64_t row, const uint32_t *terms,
                  const uint32_t counts[INVERSION_COLUMNS]);

/// Writes all that was added into the table `name`, made by FTS5, empty and not used since, with that many columns, without
/// content and sizes. Other connections see it; this one as well, if it did not read the table before.
/// Returns an SQLite status.
int inversion_write(inversion *inversion, sqlite3 *db, const char *name);

#endif
