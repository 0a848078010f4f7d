#ifndef CLIBGIT2_H
#define CLIBGIT2_H

#include <git2.h>
#include <git2/sys/commit.h>
#include <git2/sys/config.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <git2/sys/transport.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Initialises libgit2 and sets its options, which Swift cannot: git_libgit2_opts is variadic. A status of libgit2.
int clibgit2_start(void);
/// Takes, for the whole process, a file or a folder of certificates of authorities (NULL: as it was), and what servers of
/// the web are told that asks them. Until `clibgit2_end_web` no other thread takes others. A status of libgit2.
int clibgit2_begin_web(const char *file, const char *folder, const char *agent);
void clibgit2_end_web(void);

/// Begins a budget for what libgit2 does in this thread with what comes from elsewhere: bytes over what it holds now, and
/// nanoseconds of the thread's time from now on. Where it is used up, libgit2 is told that there is no memory.
void clibgit2_begin_budget(int64_t memory, int64_t time);
/// Gives the budget of this thread other nanoseconds, from its beginning.
void clibgit2_set_budget_time(int64_t time);
/// Ends it; whether it was used up.
int clibgit2_end_budget(void);

/// A variable of the environment by which git finds its settings; NULL where it is not set.
const char *clibgit2_environment(const char *name);

/// Starts a program that PATH leads to, with its standard input, output and errors (-1: as ours); its process
/// id, or a negated error number. The variables by which git finds its repository are not handed on.
/// `added` are `NAME=value`, up to a NULL.
int clibgit2_spawn(const char *const *arguments, const char *const *added, int input, int output, int errors);

/// pipe2(2) with O_CLOEXEC, which is behind a GNU switch: no other program that is started meanwhile gets an end.
int clibgit2_pipe(int ends[2]);

/// Keeps SIGPIPE from this thread until the second is called with what the first returned; one that came meanwhile is
/// dropped. libgit2 writes to sockets that the other side may have closed.
int clibgit2_hold_sigpipe(sigset_t *before);
void clibgit2_release_sigpipe(const sigset_t *before, int was_pending);

#endif
