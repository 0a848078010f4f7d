#define _GNU_SOURCE  // qsort_r

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "growing.h"
#include "terms.h"

struct term_table {
  pthread_mutex_t lock;
  /// Open addressing: number + 1, 0 where there is none; the size is a power of two.
  uint32_t *slots;
  uint32_t slot_count;
  uint32_t count;
  /// Where each term lies in `bytes`, its length before it.
  uint32_t *starts;
  uint32_t start_room;
  uint8_t *bytes;
  uint32_t byte_count;
  uint32_t byte_room;
};

term_table *term_table_create(void) {
  term_table *table = calloc(1, sizeof *table);
  if (table && pthread_mutex_init(&table->lock, NULL) != 0) {
    free(table);
    return NULL;
  }
  return table;
}

void term_table_destroy(term_table *table) {
  if (!table) return;
  pthread_mutex_destroy(&table->lock);
  free(table->slots);
  free(table->starts);
  free(table->bytes);
  free(table);
}

static uint32_t hash_of(const void *term, int length) {
  const uint8_t *bytes = term;
  uint64_t hash = 0xCBF29CE484222325u;
  for (int i = 0; i < length; i++) hash = (hash ^ bytes[i]) * 0x100000001B3u;
  return (uint32_t)(hash ^ hash >> 32);
}

static bool grow_slots(term_table *table) {
  if ((uint64_t)table->count * 4 < (uint64_t)table->slot_count * 3) return true;
  uint32_t count = table->slot_count ? table->slot_count * 2 : 4096, mask = count - 1;
  uint32_t *slots = calloc(count, sizeof *slots);
  if (!slots) return false;
  for (uint32_t number = 0; number < table->count; number++) {
    term_bytes term = term_table_term(table, number);
    uint32_t place = hash_of(term.bytes, term.length) & mask;
    while (slots[place]) place = (place + 1) & mask;
    slots[place] = number + 1;
  }
  free(table->slots);
  table->slots = slots;
  table->slot_count = count;
  return true;
}

static uint32_t add(term_table *table, const char *term, int length) {
  if (!grow_slots(table) || table->count >= NO_TERM - 1 ||
      !grow((void **)&table->starts, &table->start_room, (uint64_t)table->count + 1, sizeof *table->starts) ||
      !grow((void **)&table->bytes, &table->byte_room, (uint64_t)table->byte_count + TERM_LONGEST + 1, 1)) {
    return NO_TERM;
  }
  uint32_t mask = table->slot_count - 1, place = hash_of(term, length) & mask;
  for (; table->slots[place]; place = (place + 1) & mask) {
    term_bytes other = term_table_term(table, table->slots[place] - 1);
    if (other.length == length && memcmp(other.bytes, term, (size_t)length) == 0) return table->slots[place] - 1;
  }
  table->starts[table->count] = table->byte_count;
  table->bytes[table->byte_count++] = (uint8_t)length;
  memcpy(table->bytes + table->byte_count, term, (size_t)length);
  table->byte_count += (uint32_t)length;
  table->slots[place] = ++table->count;
  return table->count - 1;
}

uint32_t term_table_number(term_table *table, const char *term, int length) {
  if (length < 1 || length > TERM_LONGEST) return NO_TERM;
  pthread_mutex_lock(&table->lock);
  uint32_t number = add(table, term, length);
  pthread_mutex_unlock(&table->lock);
  return number;
}

uint32_t term_table_count(const term_table *table) { return table->count; }

term_bytes term_table_term(const term_table *table, uint32_t number) {
  const uint8_t *start = table->bytes + table->starts[number];
  return (term_bytes){.bytes = start + 1, .length = *start};
}

static int compare(const void *one, const void *other, void *context) {
  term_bytes left = term_table_term(context, *(const uint32_t *)one);
  term_bytes right = term_table_term(context, *(const uint32_t *)other);
  int order = memcmp(left.bytes, right.bytes, (size_t)(left.length < right.length ? left.length : right.length));
  return order ? order : left.length - right.length;
}

uint32_t *term_table_sorted(const term_table *table) {
  uint32_t *numbers = malloc((table->count + 1ul) * sizeof *numbers);
  if (!numbers) return NULL;
  for (uint32_t number = 0; number < table->count; number++) numbers[number] = number;
  qsort_r(numbers, table->count, sizeof *numbers, compare, (void *)table);
  return numbers;
}
