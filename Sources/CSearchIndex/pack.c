#include "pack.h"

#include <stdlib.h>
#include <zstd.h>

/// Trained with `zstd --train` on the files that mgrnet ships, and on frequent words. Part of the index's format: when
/// it changes, `IndexSchema.version` grows.
static const unsigned char dictionary[] = {
#embed "dictionary.zstd"
};

/// Level 3 makes a hundredth less of the pages, in a third more time.
enum { LEVEL = 2 };

/// No record is as long; a length beyond is damage.
#define LONGEST (1ull << 30)

struct text_packer {
  ZSTD_CCtx *packing;
  ZSTD_CDict *packing_dictionary;
  ZSTD_DCtx *unpacking;
  ZSTD_DDict *unpacking_dictionary;
};

text_packer *text_packer_create(void) { return calloc(1, sizeof(text_packer)); }

void text_packer_destroy(text_packer *packer) {
  if (!packer) return;
  ZSTD_freeCCtx(packer->packing);
  ZSTD_freeCDict(packer->packing_dictionary);
  ZSTD_freeDCtx(packer->unpacking);
  ZSTD_freeDDict(packer->unpacking_dictionary);
  free(packer);
}

long text_packer_room(long length) { return (long)ZSTD_compressBound((size_t)length); }

/// Both halves are made at their first use: who only reads does not pay for the other.
static int can_pack(text_packer *packer) {
  if (packer->packing_dictionary) return 1;
  if (!packer->packing) packer->packing = ZSTD_createCCtx();
  if (!packer->packing) return 0;
  packer->packing_dictionary = ZSTD_createCDict(dictionary, sizeof dictionary, LEVEL);
  return packer->packing_dictionary &&
         !ZSTD_isError(ZSTD_CCtx_setParameter(packer->packing, ZSTD_c_dictIDFlag, 0)) &&
         !ZSTD_isError(ZSTD_CCtx_refCDict(packer->packing, packer->packing_dictionary));
}

static int can_unpack(text_packer *packer) {
  if (packer->unpacking_dictionary) return 1;
  if (!packer->unpacking) packer->unpacking = ZSTD_createDCtx();
  if (!packer->unpacking) return 0;
  packer->unpacking_dictionary = ZSTD_createDDict(dictionary, sizeof dictionary);
  return packer->unpacking_dictionary != NULL;
}

long text_packer_pack(text_packer *packer, const void *bytes, long length, void *out, long room) {
  if (!can_pack(packer)) return -1;
  size_t written = ZSTD_compress2(packer->packing, out, (size_t)room, bytes, (size_t)length);
  return ZSTD_isError(written) ? -1 : (long)written;
}

long text_packer_length(const void *bytes, long length) {
  unsigned long long size = ZSTD_getFrameContentSize(bytes, (size_t)length);
  return size > LONGEST ? -1 : (long)size;  // the two errors are the greatest numbers
}

long text_packer_unpack(text_packer *packer, const void *bytes, long length, void *out, long room) {
  if (!can_unpack(packer)) return -1;
  size_t written = ZSTD_decompress_usingDDict(packer->unpacking, out, (size_t)room, bytes, (size_t)length,
                                              packer->unpacking_dictionary);
  return ZSTD_isError(written) ? -1 : (long)written;
}
