// libgit2, found at first use: the library drags in 16 others and costs 10 ms of start, which a
// command that only reads the index should not pay. Each function that we use is a forwarder of
// one line over a pointer that `clibgit2_load` has found; the header's own types check them.
#include "clibgit2.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#define FUNCTIONS(F)                                                                                \
  F(const git_error *, git_error_last, (void), ())                                                  \
  F(int, git_repository_open_ext,                                                                   \
    (git_repository **out, const char *path, unsigned int flags, const char *ceiling),              \
    (out, path, flags, ceiling))                                                                    \
  F(int, git_repository_init_ext,                                                                   \
    (git_repository **out, const char *path, git_repository_init_options *options),                 \
    (out, path, options))                                                                           \
  F(int, git_repository_init_options_init,                                                          \
    (git_repository_init_options *options, unsigned int version), (options, version))               \
  F(int, git_repository_odb, (git_odb **out, git_repository *repository), (out, repository))        \
  F(int, git_repository_config, (git_config **out, git_repository *repository), (out, repository))  \
  F(int, git_odb_read, (git_odb_object **out, git_odb *odb, const git_oid *id), (out, odb, id))     \
  F(int, git_odb_exists, (git_odb *odb, const git_oid *id), (odb, id))                              \
  F(const void *, git_odb_object_data, (git_odb_object *object), (object))                          \
  F(size_t, git_odb_object_size, (git_odb_object *object), (object))                                \
  F(git_object_t, git_odb_object_type, (git_odb_object *object), (object))                          \
  F(int, git_config_open_level,                                                                     \
    (git_config **out, const git_config *parent, git_config_level_t level), (out, parent, level))   \
  F(int, git_config_set_string, (git_config * config, const char *name, const char *value),         \
    (config, name, value))                                                                          \
  F(int, git_config_delete_entry, (git_config * config, const char *name), (config, name))

#define PROCEDURES(P)                                                                               \
  P(git_error_clear, (void), ())                                                                    \
  P(git_repository_free, (git_repository * repository), (repository))                               \
  P(git_odb_free, (git_odb * odb), (odb))                                                           \
  P(git_odb_object_free, (git_odb_object * object), (object))                                       \
  P(git_config_free, (git_config * config), (config))

#define FORWARD(type, name, parameters, arguments)                                                  \
  static type(*found_##name) parameters;                                                            \
  type name parameters { return found_##name arguments; }
#define FORWARD_PROCEDURE(name, parameters, arguments)                                              \
  static void(*found_##name) parameters;                                                            \
  void name parameters { found_##name arguments; }

FUNCTIONS(FORWARD)
PROCEDURES(FORWARD_PROCEDURE)

static char failure[256];
static int ready;

static void *find(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (!found && !failure[0]) {
    snprintf(failure, sizeof failure, "libgit2.so." LIBGIT2_SOVERSION ": no %s", name);
  }
  return found;
}

static void load(void) {
  void *library = dlopen("libgit2.so." LIBGIT2_SOVERSION, RTLD_LAZY | RTLD_LOCAL);
  if (!library) {
    const char *said = dlerror();
    snprintf(failure, sizeof failure, "%s", said ? said : "libgit2.so." LIBGIT2_SOVERSION);
    return;
  }
#define FIND(type, name, parameters, arguments)                                                     \
  found_##name = (type(*) parameters)find(library, #name);
#define FIND_PROCEDURE(name, parameters, arguments)                                                 \
  found_##name = (void (*) parameters)find(library, #name);
  FUNCTIONS(FIND)
  PROCEDURES(FIND_PROCEDURE)
  int (*initialise)(void) = (int (*)(void))find(library, "git_libgit2_init");
  int (*options)(int, ...) = (int (*)(int, ...))find(library, "git_libgit2_opts");
  if (failure[0]) return;
  if (initialise() < 0) {
    const git_error *error = git_error_last();
    snprintf(failure, sizeof failure, "%s", error ? error->message : "git_libgit2_init failed");
    return;
  }
  // Whose repository it is stays checked, as git does. Reading does not hash every object again:
  // git does not either, and zlib's own sum still finds a damaged one.
  options(GIT_OPT_SET_OWNER_VALIDATION, 1);
  options(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  ready = 1;
}

const char *clibgit2_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return ready ? NULL : failure;
}
