// Other programs: ssh, and git for the few things that only it can do.
#define _GNU_SOURCE
#include "clibgit2.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int leads_elsewhere(const char *variable) {
  static const char *const names[] = {
      "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE",
      "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE", "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS",
      "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_QUARANTINE_PATH",
      "GIT_NAMESPACE", "GIT_PROTOCOL"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t length = strlen(names[i]);
    if (strncmp(variable, names[i], length) == 0 && variable[length] == '=') return 1;
  }
  return 0;
}

int clibgit2_spawn(const char *const *arguments, const char *const *added, int input, int output, int errors) {
  size_t count = 0, more = 0, kept = 0;
  while (environ[count]) count++;
  while (added[more]) more++;
  char **environment = calloc(count + more + 1, sizeof(char *));
  if (!environment) return -ENOMEM;
  for (size_t i = 0; i < count; i++) {
    int is_kept = !leads_elsewhere(environ[i]);
    for (size_t j = 0; j < more && is_kept; j++) {
      size_t length = (size_t)(strchr(added[j], '=') - added[j]) + 1;
      if (strncmp(environ[i], added[j], length) == 0) is_kept = 0;
    }
    if (is_kept) environment[kept++] = environ[i];
  }
  for (size_t j = 0; j < more; j++) environment[kept++] = (char *)added[j];
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  if (errors >= 0) posix_spawn_file_actions_adddup2(&actions, errors, 2);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t process = 0;
  int status =
      posix_spawnp(&process, arguments[0], &actions, &attributes, (char *const *)arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  free(environment);
  return status == 0 ? process : -status;
}

int clibgit2_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int clibgit2_hold_sigpipe(sigset_t *before) {
  sigset_t pipe, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  // One that was pending already is not ours to take away.
  sigpending(&pending);
  pthread_sigmask(SIG_BLOCK, &pipe, before);
  return sigismember(&pending, SIGPIPE);
}

void clibgit2_release_sigpipe(const sigset_t *before, int was_pending) {
  int number = errno;
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  const struct timespec now = {0, 0};
  if (!was_pending) {
    while (sigtimedwait(&pipe, NULL, &now) < 0 && errno == EINTR) {
    }
  }
  pthread_sigmask(SIG_SETMASK, before, NULL);
  errno = number;
}
