#ifndef GROWING_H
#define GROWING_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/// Makes room for `needed` things of `size` bytes by doubling it; `*room` says for how many there is some.
/// False when memory is out, or the number too large; then nothing has changed.
static inline bool grow(void **memory, uint32_t *room, uint64_t needed, size_t size) {
  if (needed <= *room) return true;
  uint64_t more = *room ? *room : 4096;
  while (more < needed) more *= 2;
  if (more > UINT32_MAX) more = UINT32_MAX;
  if (needed > more) return false;
  void *grown = realloc(*memory, (size_t)more * size);
  if (!grown) return false;
  *memory = grown;
  *room = (uint32_t)more;
  return true;
}

#endif
