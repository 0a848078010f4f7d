// libgit2's initialisation, and an allocator that keeps other people's bytes from costing more than they may.
#define _GNU_SOURCE
#include "clibgit2.h"

#include <git2/sys/alloc.h>
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// libgit2's indexer has no limit: one delta of a small pack can make an object of gigabytes, and an object that comes
// twice keeps it busy for ever. It asks for memory at each step, so that is where it can be stopped.
static _Thread_local struct {
  int is_on, is_over;
  unsigned calls;
  int64_t held, memory, started, time;
} budget;

static int64_t thread_time(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int may_have(size_t size) {
  if (!budget.is_on) return 1;
  // The clock is asked now and then: it takes as long as some allocations.
  if (budget.held + (int64_t)size > budget.memory || size > INT64_MAX / 2 ||
      (++budget.calls % 64 == 0 && thread_time() - budget.started > budget.time)) {
    budget.is_over = 1;
  }
  return !budget.is_over;
}

static void *counted(void *memory) {
  if (budget.is_on && memory) budget.held += (int64_t)malloc_usable_size(memory);
  return memory;
}

static void *allocate(size_t size, const char *file, int line) {
  (void)file, (void)line;
  return may_have(size) ? counted(malloc(size ? size : 1)) : NULL;
}

static void *allocate_zeroes(size_t count, size_t size, const char *file, int line) {
  (void)file, (void)line;
  size_t whole;
  if (__builtin_mul_overflow(count, size, &whole) || !may_have(whole)) return NULL;
  return counted(calloc(count ? count : 1, size ? size : 1));
}

static void *allocate_array(size_t count, size_t size, const char *file, int line) {
  size_t whole;
  return __builtin_mul_overflow(count, size, &whole) ? NULL : allocate(whole, file, line);
}

static void *reallocate(void *old, size_t size, const char *file, int line) {
  (void)file, (void)line;
  if (!may_have(size)) return NULL;
  int64_t before = budget.is_on && old ? (int64_t)malloc_usable_size(old) : 0;
  void *memory = realloc(old, size ? size : 1);
  if (memory) budget.held -= before;
  return counted(memory);
}

static void *reallocate_array(void *old, size_t count, size_t size, const char *file, int line) {
  size_t whole;
  return __builtin_mul_overflow(count, size, &whole) ? NULL : reallocate(old, whole, file, line);
}

static void release(void *memory) {
  if (budget.is_on && memory) budget.held -= (int64_t)malloc_usable_size(memory);
  free(memory);
}

static char *copy_exactly(const char *text, size_t count, const char *file, int line) {
  char *copy = allocate(count + 1, file, line);
  if (!copy) return NULL;
  memcpy(copy, text, count);
  copy[count] = 0;
  return copy;
}

static char *copy_at_most(const char *text, size_t count, const char *file, int line) {
  return copy_exactly(text, strnlen(text, count), file, line);
}

static char *copy(const char *text, const char *file, int line) {
  return copy_exactly(text, strlen(text), file, line);
}

static git_allocator allocator = {
    .gmalloc = allocate,
    .gcalloc = allocate_zeroes,
    .gstrdup = copy,
    .gstrndup = copy_at_most,
    .gsubstrdup = copy_exactly,
    .grealloc = reallocate,
    .greallocarray = reallocate_array,
    .gmallocarray = allocate_array,
    .gfree = release,
};

int clibgit2_start(void) {
  // Extensions of git's that libgit2 1.5 does not know and that change nothing here, or whose values are looked at.
  static const char *extensions[] = {"worktreeconfig", "partialclone", "preciousobjects", "objectformat", "refstorage"};
  int status = git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &allocator);
  if (status == 0) status = git_libgit2_init();
  // Whose repository it is, `Repository` looks at: libgit2 reads neither GIT_CONFIG_GLOBAL nor `safe.directory = dir/*`.
  if (status >= 0) status = git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  // Reading does not hash every object again: git does not either, and zlib's sum still finds a damaged one.
  if (status == 0) status = git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  // The folder of a month or of all people is read again and again: one of 16,000 entries has 600 KB.
  if (status == 0) {
    status = git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, (int)GIT_OBJECT_TREE, (size_t)1 << 20);
  }
  if (status == 0) status = git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)64 << 20);
  if (status == 0) {
    status = git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
  }
  return status;
}

static pthread_mutex_t web = PTHREAD_MUTEX_INITIALIZER;

int clibgit2_begin_web(const char *file, const char *folder, const char *agent) {
  pthread_mutex_lock(&web);
  int status = file || folder ? git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, folder) : 0;
  return status < 0 ? status : git_libgit2_opts(GIT_OPT_SET_USER_AGENT, agent);
}

void clibgit2_end_web(void) { pthread_mutex_unlock(&web); }

void clibgit2_begin_budget(int64_t memory, int64_t time) {
  memset(&budget, 0, sizeof budget);
  budget.memory = memory;
  budget.time = time;
  budget.started = thread_time();
  budget.is_on = 1;
}

void clibgit2_set_budget_time(int64_t time) { budget.time = time; }

int clibgit2_end_budget(void) {
  int is_over = budget.is_over;
  memset(&budget, 0, sizeof budget);
  return is_over;
}

const char *clibgit2_environment(const char *name) { return getenv(name); }
