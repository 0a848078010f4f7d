#ifndef TERMS_H
#define TERMS_H

#include "bulk.h"

typedef struct {
  const uint8_t *bytes;
  int length;
} term_bytes;

uint32_t term_table_count(const term_table *table);

/// The bytes are good until the next term is added.
term_bytes term_table_term(const term_table *table, uint32_t number);

/// All numbers, by the bytes of their terms; the caller frees them. `NULL` when memory is out.
uint32_t *term_table_sorted(const term_table *table);

#endif
