#include "deflate.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "dictionary.h"

/// Texts are short: a window of 8 KiB holds the dictionary and the text, and a small hash table is soon cleared.
enum { WINDOW_BITS = 13, MEMORY_LEVEL = 6, LEVEL = 6 };

struct deflater {
  z_stream packing;
  z_stream unpacking;
  int can_pack;
  int can_unpack;
};

deflater *deflater_create(void) { return calloc(1, sizeof(deflater)); }

void deflater_destroy(deflater *deflater) {
  if (!deflater) return;
  if (deflater->can_pack) deflateEnd(&deflater->packing);
  if (deflater->can_unpack) inflateEnd(&deflater->unpacking);
  free(deflater);
}

long deflater_room(long length) { return length + length / 500 + 64; }

long deflater_pack(deflater *deflater, const void *bytes, long length, void *out, long room) {
  z_stream *stream = &deflater->packing;
  if (!deflater->can_pack) {
    if (deflateInit2(stream, LEVEL, Z_DEFLATED, -WINDOW_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) return -1;
    deflater->can_pack = 1;
  } else {
    deflateReset(stream);
  }
  if (deflateSetDictionary(stream, (const Bytef *)deflate_dictionary, deflate_dictionary_length) != Z_OK) return -1;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = (uInt)length;
  stream->next_out = out;
  stream->avail_out = (uInt)room;
  if (deflate(stream, Z_FINISH) != Z_STREAM_END) return -1;
  return room - (long)stream->avail_out;
}

long deflater_unpack(deflater *deflater, const void *bytes, long length, void *out, long room) {
  z_stream *stream = &deflater->unpacking;
  if (!deflater->can_unpack) {
    if (inflateInit2(stream, -WINDOW_BITS) != Z_OK) return -1;
    deflater->can_unpack = 1;
  } else {
    inflateReset(stream);
  }
  if (inflateSetDictionary(stream, (const Bytef *)deflate_dictionary, deflate_dictionary_length) != Z_OK) return -1;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = (uInt)length;
  stream->next_out = out;
  stream->avail_out = (uInt)room;
  int status = inflate(stream, Z_SYNC_FLUSH);
  if (status != Z_STREAM_END && status != Z_OK && status != Z_BUF_ERROR) return -1;
  return room - (long)stream->avail_out;
}
