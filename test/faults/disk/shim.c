/*
 * Stands between a process and the disk (LD_PRELOAD): writes down, in order, everything that is done to the files below
 * AIMS_DISK_FOLDER, and when something leaves by a socket, into AIMS_DISK_RECORD; and answers as a broken disk does when the first
 * byte of AIMS_DISK_MOOD says so: 'r' may only be read, 'f' is full, 's' cannot sync. Calls are written down when they
 * have returned, a sync also when it begins: what is written while it runs is not covered by it.
 *
 * One event: kind (1 byte), thread (4), file (8: its inode), offset (8), three lengths (4 each), then path, second path
 * and bytes. Numbers are little-endian.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define KNOWN (1 << 17)
static const char *folder;
static size_t folder_length;
static int record = -1;
static volatile char *mood;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static uint64_t known[KNOWN];

__attribute__((constructor)) static void begin(void) {
  const char *where = getenv("AIMS_DISK_RECORD");
  const char *how = getenv("AIMS_DISK_MOOD");
  folder = getenv("AIMS_DISK_FOLDER");
  if (!folder) return;
  folder_length = strlen(folder);
  if (where) record = (int)syscall(SYS_openat, AT_FDCWD, where, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (how) {
    int fd = (int)syscall(SYS_openat, AT_FDCWD, how, O_RDONLY | O_CLOEXEC, 0);
    mood = mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);
    if (mood == MAP_FAILED) mood = NULL;
    syscall(SYS_close, fd);
  }
}

static int below(const char *path) {
  return folder && path && strncmp(path, folder, folder_length) == 0 &&
         (path[folder_length] == '/' || path[folder_length] == 0);
}

static int feels(char what) { return mood && *mood == what; }

static uint64_t *slot(uint64_t file) {
  uint64_t at = (file * 0x9E3779B97F4A7C15ull) >> 47;
  while (known[at % KNOWN] && known[at % KNOWN] != file) at++;
  return &known[at % KNOWN];
}

/* The inode of an open file below the folder, or 0. */
static uint64_t file_of(int fd) {
  struct stat st;
  if (!folder || fstat(fd, &st) != 0 || S_ISSOCK(st.st_mode) || S_ISFIFO(st.st_mode)) return 0;
  return *slot(st.st_ino);
}

static void note(char kind, uint64_t file, uint64_t offset, const char *path, const char *second,
                 const struct iovec *bytes, int parts, size_t length) {
  if (record < 0) return;
  unsigned char head[33];
  uint32_t thread = (uint32_t)syscall(SYS_gettid);
  uint32_t a = path ? (uint32_t)strlen(path) : 0, b = second ? (uint32_t)strlen(second) : 0, c = (uint32_t)length;
  head[0] = (unsigned char)kind;
  memcpy(head + 1, &thread, 4);
  memcpy(head + 5, &file, 8);
  memcpy(head + 13, &offset, 8);
  memcpy(head + 21, &a, 4);
  memcpy(head + 25, &b, 4);
  memcpy(head + 29, &c, 4);
  struct iovec all[67] = {{head, sizeof head}, {(void *)path, a}, {(void *)second, b}};
  int count = 3;
  for (int i = 0; i < parts && count < 67 && length > 0; i++) {
    all[count] = bytes[i];
    if (all[count].iov_len > length) all[count].iov_len = length;
    length -= all[count++].iov_len;
  }
  int before = errno;
  pthread_mutex_lock(&turn);
  syscall(SYS_writev, record, all, count);
  pthread_mutex_unlock(&turn);
  errno = before;
}

static int opened(int fd, const char *path, int flags, int there) {
  struct stat st;
  if (fd < 0 || !below(path) || fstat(fd, &st) != 0) return fd;
  pthread_mutex_lock(&turn);
  *slot(st.st_ino) = st.st_ino;
  pthread_mutex_unlock(&turn);
  if (S_ISDIR(st.st_mode)) note('d', st.st_ino, 0, path, NULL, NULL, 0, 0);
  else if (!there) note('C', st.st_ino, 0, path, NULL, NULL, 0, 0);
  else note('o', st.st_ino, 0, path, NULL, NULL, 0, 0);
  if (there && (flags & O_TRUNC)) note('L', st.st_ino, 0, NULL, NULL, NULL, 0, 0);
  return fd;
}

static int refuses(const char *path, int flags, int there) {
  if (!below(path)) return 0;
  if (feels('r') && ((flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT))) return errno = EROFS;
  if (feels('f') && (flags & O_CREAT) && !there) return errno = ENOSPC;
  return 0;
}

static int open_any(const char *path, int flags, mode_t mode) {
  struct stat st;
  int there = below(path) && stat(path, &st) == 0;
  if (refuses(path, flags, there)) return -1;
  return opened((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, flags, there);
}

#define MODE \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); }

int open(const char *path, int flags, ...) { MODE return open_any(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return open_any(path, flags | O_LARGEFILE, mode); }

static int broken_for_writing(uint64_t file) {
  if (file && feels('r')) return errno = EROFS;
  if (file && feels('f')) return errno = ENOSPC;
  return 0;
}

/* What leaves is written down before it has left: whoever got it can only look later. */
static void leaves(int fd, uint64_t file) {
  struct stat st;
  if (file || record < 0 || fd == record) return;
  if (fd == 1 || (fstat(fd, &st) == 0 && S_ISSOCK(st.st_mode))) note('N', 0, 0, NULL, NULL, NULL, 0, 0);
}

static ssize_t wrote(int fd, uint64_t file, off_t at, const struct iovec *parts, int count, ssize_t done) {
  if (done <= 0 || !file) return done;
  /* Where it went: behind what was there, for a file that is only added to. */
  uint64_t offset = at >= 0 ? (uint64_t)at : (uint64_t)(lseek(fd, 0, SEEK_CUR) - done);
  note('W', file, offset, NULL, NULL, parts, count, (size_t)done);
  return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  uint64_t file = file_of(fd);
  if (broken_for_writing(file)) return -1;
  struct iovec one = {(void *)bytes, length};
  leaves(fd, file);
  return wrote(fd, file, -1, &one, 1, syscall(SYS_write, fd, bytes, length));
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  uint64_t file = file_of(fd);
  if (broken_for_writing(file)) return -1;
  struct iovec one = {(void *)bytes, length};
  return wrote(fd, file, at, &one, 1, syscall(SYS_pwrite64, fd, bytes, length, at));
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  uint64_t file = file_of(fd);
  if (broken_for_writing(file)) return -1;
  leaves(fd, file);
  return wrote(fd, file, -1, parts, count, syscall(SYS_writev, fd, parts, count));
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) {
  uint64_t file = file_of(fd);
  if (broken_for_writing(file)) return -1;
  return wrote(fd, file, at, parts, count, syscall(SYS_pwritev, fd, parts, count, (long)at, 0));
}

static int sync_any(int fd, long call) {
  uint64_t file = file_of(fd);
  if (file && feels('s')) { errno = EIO; return -1; }
  if (file) note('b', file, 0, NULL, NULL, NULL, 0, 0);
  int answer = (int)syscall(call, fd);
  if (file && answer == 0) note('F', file, 0, NULL, NULL, NULL, 0, 0);
  return answer;
}

int fsync(int fd) { return sync_any(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_any(fd, SYS_fdatasync); }

int ftruncate64(int fd, off64_t size) {
  uint64_t file = file_of(fd);
  if (broken_for_writing(file)) return -1;
  int answer = (int)syscall(SYS_ftruncate, fd, size);
  if (file && answer == 0) note('L', file, (uint64_t)size, NULL, NULL, NULL, 0, 0);
  return answer;
}

static int named(char kind, const char *path, const char *second, int answer) {
  if (answer == 0 && (below(path) || below(second))) note(kind, 0, 0, path, second, NULL, 0, 0);
  return answer;
}

static int locked(const char *path) {
  if (below(path) && feels('r')) { errno = EROFS; return 1; }
  return 0;
}

int rename(const char *from, const char *to) {
  if (locked(to)) return -1;
  return named('R', from, to, (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int link(const char *from, const char *to) {
  if (locked(to)) return -1;
  return named('K', from, to, (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int unlink(const char *path) {
  if (locked(path)) return -1;
  return named('U', path, NULL, (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

int rmdir(const char *path) {
  if (locked(path)) return -1;
  return named('D', path, NULL, (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR));
}

int unlinkat(int at, const char *path, int flags) {
  return named(flags & AT_REMOVEDIR ? 'D' : 'U', path, NULL, (int)syscall(SYS_unlinkat, at, path, flags));
}

int mkdir(const char *path, mode_t mode) {
  if (locked(path)) return -1;
  if (below(path) && feels('f')) { errno = ENOSPC; return -1; }
  return named('M', path, NULL, (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}
