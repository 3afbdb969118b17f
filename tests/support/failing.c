/* Has the n-th call that writes below a folder fail, once or from then on: what a full or failing disk does. For tests. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char below[PATH_MAX];
static long counted, wanted;
static int code, lasting;

void fail_arm(const char *folder, long at, int error, int for_good) {
    strncpy(below, folder, sizeof below - 1);
    counted = 0, wanted = at, code = error, lasting = for_good;
}
long fail_counted(void) { return counted; }

static int fails_path(const char *path) {
    if (!wanted || !path || strncmp(path, below, strlen(below))) return 0;
    long now = __sync_add_and_fetch(&counted, 1);
    if (now != wanted && !(lasting && now > wanted)) return 0;
    errno = code;
    return 1;
}
static int fails(int fd) {
    char link[64], path[PATH_MAX];
    if (!wanted) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails_path(path);
}
#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *from, size_t size) { REAL(write); return fails(fd) ? -1 : real(fd, from, size); }
ssize_t pwrite(int fd, const void *from, size_t size, off_t at) { REAL(pwrite); return fails(fd) ? -1 : real(fd, from, size, at); }
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) { REAL(pwrite64); return fails(fd) ? -1 : real(fd, from, size, at); }
ssize_t writev(int fd, const struct iovec *from, int parts) { REAL(writev); return fails(fd) ? -1 : real(fd, from, parts); }
int fsync(int fd) { REAL(fsync); return fails(fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails(fd) ? -1 : real(fd); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); return fails(fd) ? -1 : real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); return fails(fd) ? -1 : real(fd, size); }
int rename(const char *from, const char *to) { REAL(rename); return fails_path(to) ? -1 : real(from, to); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); return fails_path(path) ? -1 : real(path, mode); }

static int creates(const char *path, int flags) { return (flags & O_CREAT) && access(path, F_OK) && fails_path(path); }
int open(const char *path, int flags, ...) {
    REAL(open);
    va_list more; va_start(more, flags); mode_t mode = va_arg(more, int); va_end(more);
    return creates(path, flags) ? -1 : real(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    REAL(open64);
    va_list more; va_start(more, flags); mode_t mode = va_arg(more, int); va_end(more);
    return creates(path, flags) ? -1 : real(path, flags, mode);
}
