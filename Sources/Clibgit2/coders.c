// SHA-1 and deflate for what libgit2 offers no call for (git's index file, a pack written by us).
#define _GNU_SOURCE
// Git's checksum is SHA-1; OpenSSL 3 would have it called through an interface that must be set up first.
#define OPENSSL_API_COMPAT 0x10100000L
#include "clibgit2.h"

#include <libdeflate.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <zlib.h>

_Static_assert(sizeof(SHA_CTX) <= CLIBGIT2_SHA1_STATE, "the state of a running SHA-1 has room");

void clibgit2_sha1_begin(void *state) { SHA1_Init(state); }
void clibgit2_sha1_add(void *state, const void *bytes, size_t count) { SHA1_Update(state, bytes, count); }
void clibgit2_sha1_end(void *state, uint8_t out[20]) { SHA1_Final(out, state); }

void *clibgit2_deflater(int level) {
  z_stream *stream = calloc(1, sizeof(z_stream));
  if (stream && deflateInit(stream, level) != Z_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

size_t clibgit2_deflate_bound(void *deflater, size_t count) { return deflateBound(deflater, count); }

size_t clibgit2_deflate(void *deflater, const void *bytes, size_t count, void *out, size_t capacity) {
  z_stream *stream = deflater;
  if (count > (uInt)-1 || capacity > (uInt)-1 || deflateReset(stream) != Z_OK) return 0;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = (uInt)count;
  stream->next_out = out;
  stream->avail_out = (uInt)capacity;
  return deflate(stream, Z_FINISH) == Z_STREAM_END ? capacity - stream->avail_out : 0;
}

int clibgit2_deflate_again(void *deflater) { return deflateReset(deflater) == Z_OK; }

ptrdiff_t clibgit2_deflate_more(void *deflater, const void *bytes, size_t count, int last, void *out,
                                size_t capacity, int *ended, size_t *taken) {
  z_stream *stream = deflater;
  if (count > INT32_MAX || capacity > INT32_MAX) return -1;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = (uInt)count;
  stream->next_out = out;
  stream->avail_out = (uInt)capacity;
  int status = deflate(stream, last ? Z_FINISH : Z_NO_FLUSH);
  *ended = status == Z_STREAM_END;
  *taken = count - stream->avail_in;
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return -1;
  return (ptrdiff_t)(capacity - stream->avail_out);
}

/// zlib reads piece by piece, libdeflate only whole contents, in less than half the time. Each is made at its first use.
struct inflater {
  z_stream stream;
  int has_stream;
  struct libdeflate_decompressor *whole;
};

void *clibgit2_inflater(void) { return calloc(1, sizeof(struct inflater)); }

int clibgit2_inflate(void *inflater, const void *bytes, size_t count, void *out, size_t size, size_t *taken) {
  struct inflater *state = inflater;
  if (!state->whole) state->whole = libdeflate_alloc_decompressor();
  if (!state->whole) return 0;
  // Without a place for the size that was made, any other size than this one is an error.
  return libdeflate_zlib_decompress_ex(state->whole, bytes, count, out, size, taken, NULL) == LIBDEFLATE_SUCCESS;
}

int clibgit2_inflate_again(void *inflater) {
  struct inflater *state = inflater;
  if (state->has_stream) return inflateReset(&state->stream) == Z_OK;
  state->has_stream = inflateInit(&state->stream) == Z_OK;
  return state->has_stream;
}

ptrdiff_t clibgit2_inflate_more(void *inflater, const void *bytes, size_t count, void *out, size_t capacity,
                                int *ended, size_t *taken) {
  z_stream *stream = &((struct inflater *)inflater)->stream;
  *ended = 0;
  *taken = 0;
  if (capacity > INT32_MAX) return -1;
  uInt given = count > INT32_MAX ? INT32_MAX : (uInt)count;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = given;
  stream->next_out = out;
  stream->avail_out = (uInt)capacity;
  int status = inflate(stream, Z_SYNC_FLUSH);
  *ended = status == Z_STREAM_END;
  *taken = given - stream->avail_in;
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return -1;
  return (ptrdiff_t)(capacity - stream->avail_out);
}

void clibgit2_inflater_free(void *inflater) {
  struct inflater *state = inflater;
  if (state->has_stream) inflateEnd(&state->stream);
  libdeflate_free_decompressor(state->whole);
  free(state);
}

const char *clibgit2_environment(const char *name) { return getenv(name); }

uint32_t clibgit2_crc32(uint32_t sum, const void *bytes, size_t count) {
  return (uint32_t)crc32(sum, bytes, (uInt)count);
}

void clibgit2_deflater_free(void *deflater) {
  deflateEnd(deflater);
  free(deflater);
}

int clibgit2_flock(int descriptor, int operation) { return flock(descriptor, operation); }

const void *clibgit2_find(const void *bytes, size_t count, const void *wanted, size_t length) {
  return memmem(bytes, count, wanted, length);
}
