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

void clibgit2_sha1_begin(void *state);
void clibgit2_sha1_add(void *state, const void *bytes, size_t count);
void clibgit2_sha1_end(void *state, uint8_t out[20]);

/// A deflate stream that is used again for one buffer after another; NULL when memory is short.
void *clibgit2_deflater(int level);
/// The number of bytes written to `out`, or 0 when `capacity` is too small.
size_t clibgit2_deflate(void *deflater, const void *bytes, size_t count, void *out, size_t capacity);
size_t clibgit2_deflate_bound(void *deflater, size_t count);
/// Deflates piece by piece, in the same way; with `last`, again until it has ended.
int clibgit2_deflate_again(void *deflater);
ptrdiff_t clibgit2_deflate_more(void *deflater, const void *bytes, size_t count, int last, void *out,
                                size_t capacity, int *ended, size_t *taken);
/// What inflates one zlib stream after another; NULL when memory is short.
void *clibgit2_inflater(void);
/// Inflates the stream at the start of `bytes`, and says how many of them it took. 1 where its content has exactly
/// `size` bytes; else 0, and `out` holds anything.
int clibgit2_inflate(void *inflater, const void *bytes, size_t count, void *out, size_t size, size_t *taken);
/// Inflates piece by piece: call `_again` first, then `_more` with what follows; the number of bytes made, or -1.
/// `ended` says whether the stream came to its end.
int clibgit2_inflate_again(void *inflater);
ptrdiff_t clibgit2_inflate_more(void *inflater, const void *bytes, size_t count, void *out, size_t capacity,
                                int *ended, size_t *taken);
void clibgit2_inflater_free(void *inflater);

/// A variable of the environment by which git finds its settings; NULL where it is not set.
const char *clibgit2_environment(const char *name);

uint32_t clibgit2_crc32(uint32_t sum, const void *bytes, size_t count);
void clibgit2_deflater_free(void *deflater);

/// Starts the program `git` without the variables `GIT_…` of this process; its process id, or a negated
/// error number.
int clibgit2_spawn_git(const char *const *arguments, int input, int output);

/// Starts a program that PATH leads to, with its standard input, output and errors (-1: as ours); its process
/// id, or a negated error number. The variables by which git finds its repository are not handed on.
/// `added` are `NAME=value`, up to a NULL.
int clibgit2_spawn(const char *const *arguments, const char *const *added, int input, int output, int errors);

/// pipe2(2) with O_CLOEXEC, which is behind a GNU switch: no other program that is started meanwhile gets an end.
int clibgit2_pipe(int ends[2]);

/// write(2) that never raises SIGPIPE.
ptrdiff_t clibgit2_write(int descriptor, const void *bytes, size_t count);

/// memmem(3), which is behind a GNU switch.
const void *clibgit2_find(const void *bytes, size_t count, const void *wanted, size_t length);

/// flock(2), which Swift cannot name: a struct has the same name.
int clibgit2_flock(int descriptor, int operation);

#endif
