#ifndef VARINT_H
#define VARINT_H

#include <stdint.h>

/// SQLite's numbers of variable length: seven bits a byte, the highest first; a ninth byte has eight.
enum { VARINT_LONGEST = 9 };

static inline int put_varint(uint8_t *out, uint64_t value) {
  if (value < 1u << 7) return out[0] = (uint8_t)value, 1;
  if (value < 1u << 14) return out[0] = (uint8_t)(value >> 7 | 0x80), out[1] = (uint8_t)(value & 0x7F), 2;
  int length = 2;
  while (length < VARINT_LONGEST && value >> (7 * length)) length++;
  if (length == VARINT_LONGEST) {
    out[8] = (uint8_t)value;
    value >>= 8;
    for (int i = 7; i >= 0; i--, value >>= 7) out[i] = (uint8_t)(value | 0x80);
    return length;
  }
  for (int i = length - 1; i >= 0; i--, value >>= 7) out[i] = (uint8_t)(value | 0x80);
  out[length - 1] &= 0x7F;
  return length;
}

/// Reads at most nine bytes at `in`; the number of bytes read.
static inline int get_varint(const uint8_t *in, uint64_t *value) {
  if (in[0] < 0x80) return *value = in[0], 1;
  uint64_t read = 0;
  for (int i = 0; i < VARINT_LONGEST - 1; i++) {
    read = read << 7 | (in[i] & 0x7F);
    if (in[i] < 0x80) return *value = read, i + 1;
  }
  *value = read << 8 | in[8];
  return VARINT_LONGEST;
}

#endif
