// Git as a program, for the few things that only it can do.
#define _GNU_SOURCE
#include "clibgit2.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int clibgit2_spawn_git(const char *const *arguments, int input, int output) {
  size_t count = 0;
  while (environ[count]) count++;
  char **environment = calloc(count + 1, sizeof(char *));
  if (!environment) return -12;
  size_t kept = 0;
  // A variable such as GIT_INDEX_FILE would lead git to another repository than ours.
  for (size_t i = 0; i < count; i++) {
    if (strncmp(environ[i], "GIT_", 4) != 0) environment[kept++] = environ[i];
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  int status = posix_spawnp(&process, "git", &actions, NULL, (char *const *)arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  free(environment);
  return status == 0 ? process : -status;
}
