#ifndef CLIBGIT2_H
#define CLIBGIT2_H

#include <git2.h>
#include <git2/sys/repository.h>
#include <stddef.h>
#include <stdint.h>

/// Loads and initialises libgit2 once for the process; nothing else here may be called before.
/// NULL when it is ready, else what the loader said (a static string).
const char *clibgit2_load(void);

/// The size of a buffer that holds the state of a running SHA-1 (OpenSSL's SHA_CTX has 96 bytes).
enum { CLIBGIT2_SHA1_STATE = 128 };

/// Loads libcrypto and zlib once; NULL when they are ready, else what the loader said.
const char *clibgit2_load_coders(void);
void clibgit2_sha1_begin(void *state);
void clibgit2_sha1_add(void *state, const void *bytes, size_t count);
void clibgit2_sha1_end(void *state, uint8_t out[20]);

/// A deflate stream that is used again for one buffer after another; NULL when memory is short.
void *clibgit2_deflater(int level);
/// The number of bytes written to `out`, or 0 when `capacity` is too small.
size_t clibgit2_deflate(void *deflater, const void *bytes, size_t count, void *out, size_t capacity);
size_t clibgit2_deflate_bound(void *deflater, size_t count);
uint32_t clibgit2_crc32(uint32_t sum, const void *bytes, size_t count);
void clibgit2_deflater_free(void *deflater);

/// Starts the program `git` without the variables `GIT_…` of this process; its process id, or a negated
/// error number.
int clibgit2_spawn_git(const char *const *arguments, int input, int output);

/// memmem(3), which is behind a GNU switch.
const void *clibgit2_find(const void *bytes, size_t count, const void *wanted, size_t length);

/// flock(2), which Swift cannot name: a struct has the same name.
int clibgit2_flock(int descriptor, int operation);

#endif
