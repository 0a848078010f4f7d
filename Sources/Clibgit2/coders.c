// SHA-1 and deflate for what libgit2 offers no call for (git's index file, a pack written by us).
#define _GNU_SOURCE
#include "clibgit2.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <zlib.h>

static int (*sha1_init)(void *);
static int (*sha1_update)(void *, const void *, size_t);
static int (*sha1_final)(unsigned char *, void *);
static int (*deflate_init)(z_streamp, int, const char *, int);
static int (*deflate_step)(z_streamp, int);
static int (*deflate_reset)(z_streamp);
static uLong (*deflate_bound)(z_streamp, uLong);
static int (*deflate_end)(z_streamp);
static int (*inflate_init)(z_streamp, const char *, int);
static int (*inflate_step)(z_streamp, int);
static int (*inflate_reset)(z_streamp);
static int (*inflate_end)(z_streamp);
static uLong (*sum_crc32)(uLong, const Bytef *, uInt);

static char failure[256];

static void *find(void *library, const char *name) {
  void *found = library ? dlsym(library, name) : NULL;
  if (!found && !failure[0]) {
    const char *said = dlerror();
    snprintf(failure, sizeof failure, "%s", said ? said : name);
  }
  return found;
}

static void load_crypto(void) {
  void *crypto = dlopen("libcrypto.so.3", RTLD_LAZY | RTLD_LOCAL);
  sha1_init = (int (*)(void *))find(crypto, "SHA1_Init");
  sha1_update = (int (*)(void *, const void *, size_t))find(crypto, "SHA1_Update");
  sha1_final = (int (*)(unsigned char *, void *))find(crypto, "SHA1_Final");
}

static void load_zlib(void) {
  void *zlib = dlopen("libz.so.1", RTLD_LAZY | RTLD_LOCAL);
  deflate_init = (int (*)(z_streamp, int, const char *, int))find(zlib, "deflateInit_");
  deflate_step = (int (*)(z_streamp, int))find(zlib, "deflate");
  deflate_reset = (int (*)(z_streamp))find(zlib, "deflateReset");
  deflate_bound = (uLong(*)(z_streamp, uLong))find(zlib, "deflateBound");
  deflate_end = (int (*)(z_streamp))find(zlib, "deflateEnd");
  inflate_init = (int (*)(z_streamp, const char *, int))find(zlib, "inflateInit_");
  inflate_step = (int (*)(z_streamp, int))find(zlib, "inflate");
  inflate_reset = (int (*)(z_streamp))find(zlib, "inflateReset");
  inflate_end = (int (*)(z_streamp))find(zlib, "inflateEnd");
  sum_crc32 = (uLong(*)(uLong, const Bytef *, uInt))find(zlib, "crc32");
}

const char *clibgit2_load_sha1(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load_crypto);
  return sha1_final ? NULL : failure;
}

const char *clibgit2_load_zlib(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load_zlib);
  return sum_crc32 ? NULL : failure;
}

void clibgit2_sha1_begin(void *state) { sha1_init(state); }
void clibgit2_sha1_add(void *state, const void *bytes, size_t count) {
  sha1_update(state, bytes, count);
}
void clibgit2_sha1_end(void *state, uint8_t out[20]) { sha1_final(out, state); }

void *clibgit2_deflater(int level) {
  z_stream *stream = calloc(1, sizeof(z_stream));
  if (stream && deflate_init(stream, level, ZLIB_VERSION, (int)sizeof(z_stream)) != Z_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

size_t clibgit2_deflate_bound(void *deflater, size_t count) { return deflate_bound(deflater, count); }

size_t clibgit2_deflate(void *deflater, const void *bytes, size_t count, void *out, size_t capacity) {
  z_stream *stream = deflater;
  if (count > (uInt)-1 || capacity > (uInt)-1 || deflate_reset(stream) != Z_OK) return 0;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = (uInt)count;
  stream->next_out = out;
  stream->avail_out = (uInt)capacity;
  return deflate_step(stream, Z_FINISH) == Z_STREAM_END ? capacity - stream->avail_out : 0;
}

int clibgit2_deflate_again(void *deflater) { return deflate_reset(deflater) == Z_OK; }

ptrdiff_t clibgit2_deflate_more(void *deflater, const void *bytes, size_t count, int last, void *out,
                                size_t capacity, int *ended, size_t *taken) {
  z_stream *stream = deflater;
  if (count > INT32_MAX || capacity > INT32_MAX) return -1;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = (uInt)count;
  stream->next_out = out;
  stream->avail_out = (uInt)capacity;
  int status = deflate_step(stream, last ? Z_FINISH : Z_NO_FLUSH);
  *ended = status == Z_STREAM_END;
  *taken = count - stream->avail_in;
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return -1;
  return (ptrdiff_t)(capacity - stream->avail_out);
}

void *clibgit2_inflater(void) {
  z_stream *stream = calloc(1, sizeof(z_stream));
  if (stream && inflate_init(stream, ZLIB_VERSION, (int)sizeof(z_stream)) != Z_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

ptrdiff_t clibgit2_inflate_counted(void *inflater, const void *bytes, size_t count, void *out, size_t capacity,
                                   int *ended, size_t *taken) {
  if (!clibgit2_inflate_again(inflater)) return -1;
  return clibgit2_inflate_more(inflater, bytes, count, out, capacity, ended, taken);
}

ptrdiff_t clibgit2_inflate(void *inflater, const void *bytes, size_t count, void *out, size_t capacity,
                           int *ended) {
  size_t taken;
  return clibgit2_inflate_counted(inflater, bytes, count, out, capacity, ended, &taken);
}

int clibgit2_inflate_again(void *inflater) { return inflate_reset(inflater) == Z_OK; }

ptrdiff_t clibgit2_inflate_more(void *inflater, const void *bytes, size_t count, void *out, size_t capacity,
                                int *ended, size_t *taken) {
  z_stream *stream = inflater;
  *ended = 0;
  *taken = 0;
  if (capacity > INT32_MAX) return -1;
  uInt given = count > INT32_MAX ? INT32_MAX : (uInt)count;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = given;
  stream->next_out = out;
  stream->avail_out = (uInt)capacity;
  int status = inflate_step(stream, Z_SYNC_FLUSH);
  *ended = status == Z_STREAM_END;
  *taken = given - stream->avail_in;
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return -1;
  return (ptrdiff_t)(capacity - stream->avail_out);
}

void clibgit2_inflater_free(void *inflater) {
  inflate_end(inflater);
  free(inflater);
}

const char *clibgit2_environment(const char *name) { return getenv(name); }

uint32_t clibgit2_crc32(uint32_t sum, const void *bytes, size_t count) {
  return (uint32_t)sum_crc32(sum, bytes, (uInt)count);
}

void clibgit2_deflater_free(void *deflater) {
  deflate_end(deflater);
  free(deflater);
}

int clibgit2_flock(int descriptor, int operation) { return flock(descriptor, operation); }

const void *clibgit2_find(const void *bytes, size_t count, const void *wanted, size_t length) {
  return memmem(bytes, count, wanted, length);
}
