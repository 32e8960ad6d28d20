// Loaded in front of the C library: counts what a program does to files, and at the call that
// STEMMA_FAULT_AT names ends the process or makes the call fail.
//
//   STEMMA_FAULT_AT     number of the call, from 1; 0 only counts
//   STEMMA_FAULT        kill, or the number of an error such as 28 (ENOSPC)
//   STEMMA_FAULT_LASTS  where it is set, every later call fails too, as on a disk that stays full
//   STEMMA_FAULT_COUNT  a file that the number of calls is written to at the end
//   STEMMA_PROCESSORS   the number of processors that the program is told of
//
// Only regular files count: standard streams, pipes and sockets are left alone. Of a write that is
// the place of a kill, the first half is written.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long calls;

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

static int is_file(int descriptor) {
  struct stat status;
  return descriptor > 2 && fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

/// The error that the next call is to fail with; 0 lets it happen, -1 is the end.
static int fault(void) {
  static const char *const kinds = "STEMMA_FAULT";
  long at = number("STEMMA_FAULT_AT"), call = ++calls;
  if (at == 0 || call < at || (call > at && !getenv("STEMMA_FAULT_LASTS"))) return 0;
  const char *kind = getenv(kinds);
  return kind && strcmp(kind, "kill") != 0 ? atoi(kind) : -1;
}

static void end(void) { syscall(SYS_kill, getpid(), SIGKILL); }

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("STEMMA_FAULT_COUNT");
  if (!path) return;
  char text[32];
  int length = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
  long file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file >= 0) syscall(SYS_write, file, text, length), syscall(SYS_close, file);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL                       \
  int code = fault();              \
  if (code < 0) end();             \
  if (code > 0) return errno = code, -1

ssize_t write(int file, const void *bytes, size_t count) {
  if (is_file(file)) {
    int code = fault();
    if (code < 0) syscall(SYS_write, file, bytes, count / 2), end();
    if (code > 0) return errno = code, -1;
  }
  return NEXT(write)(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  if (is_file(file)) {
    int code = fault();
    if (code < 0) syscall(SYS_pwrite64, file, bytes, count / 2, offset), end();
    if (code > 0) return errno = code, -1;
  }
  return NEXT(pwrite)(file, bytes, count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  if (is_file(file)) {
    int code = fault();
    if (code < 0) syscall(SYS_pwrite64, file, bytes, count / 2, offset), end();
    if (code > 0) return errno = code, -1;
  }
  return NEXT(pwrite64)(file, bytes, count, offset);
}

int fsync(int file) {
  FAIL;
  return NEXT(fsync)(file);
}

int fdatasync(int file) {
  FAIL;
  return NEXT(fdatasync)(file);
}

int ftruncate(int file, off_t length) {
  FAIL;
  return NEXT(ftruncate)(file, length);
}

int ftruncate64(int file, off64_t length) {
  FAIL;
  return NEXT(ftruncate64)(file, length);
}

int rename(const char *from, const char *to) {
  FAIL;
  return NEXT(rename)(from, to);
}

int unlink(const char *path) {
  int code = fault();
  if (code < 0) end();
  // A full disk still lets files go.
  if (code > 0 && code != ENOSPC) return errno = code, -1;
  return NEXT(unlink)(path);
}

int fchmod(int file, mode_t mode) {
  FAIL;
  return NEXT(fchmod)(file, mode);
}

int mkdir(const char *path, mode_t mode) {
  FAIL;
  return NEXT(mkdir)(path, mode);
}

/// The fault of a call that may make a file.
static int opening(int flags) { return flags & O_CREAT ? fault() : 0; }

#define OPEN(name)                                             \
  int name(const char *path, int flags, ...) {                 \
    mode_t mode = 0;                                           \
    if (flags & (O_CREAT | O_TMPFILE)) {                       \
      va_list rest;                                            \
      va_start(rest, flags);                                   \
      mode = va_arg(rest, int);                                \
      va_end(rest);                                            \
    }                                                          \
    int code = opening(flags);                                 \
    if (code < 0) end();                                       \
    if (code > 0) return errno = code, -1;                     \
    return NEXT(name)(path, flags, mode);                      \
  }
OPEN(open)
OPEN(open64)

long sysconf(int name) {
  long processors = name == _SC_NPROCESSORS_ONLN ? number("STEMMA_PROCESSORS") : 0;
  return processors > 0 ? processors : NEXT(sysconf)(name);
}
