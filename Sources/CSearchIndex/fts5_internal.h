#ifndef FTS5_INTERNAL_H
#define FTS5_INTERNAL_H

#include <sqlite3.h>

/// `NULL` where this SQLite has no FTS5.
fts5_api *fts5_api_of(sqlite3 *db);

#endif
