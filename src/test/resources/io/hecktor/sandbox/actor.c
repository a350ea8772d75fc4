/*
 * Does what its first word says, so that tests can see what an engine makes of it. Linked statically:
 * it is the only program in its rootfs. Compiled by ActorRootfs with gcc.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <resolv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void swallow(int ignored) { (void)ignored; }

static int ipv4(int type, const char *host, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, host, &address.sin_addr);
  int fd = socket(AF_INET, type, 0);
  int result = connect(fd, (void *)&address, sizeof address);
  close(fd);
  return result;
}

static int ipv6(const char *host, int port) {
  struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
  inet_pton(AF_INET6, host, &address.sin6_addr);
  int fd = socket(AF_INET6, SOCK_STREAM, 0);
  int result = connect(fd, (void *)&address, sizeof address);
  close(fd);
  return result;
}

static int udp(const char *host, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, host, &address.sin_addr);
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  return sendto(fd, "ping", 4, 0, (void *)&address, sizeof address);
}

static void *accept_one(void *listener) {
  int fd = accept(*(int *)listener, 0, 0);
  swallow(write(fd, "hello", 5));
  close(fd);
  return 0;
}

static int loopback(void) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (void *)&address, size) || listen(listener, 1)) return 1;
  getsockname(listener, (void *)&address, &size);
  pthread_t thread;
  pthread_create(&thread, 0, accept_one, &listener);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  char buffer[8];
  if (connect(fd, (void *)&address, size) || read(fd, buffer, 5) != 5) return 2;
  pthread_join(thread, 0);
  struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_addr = in6addr_loopback};
  six.sin6_port = htons(9);
  connect(socket(AF_INET6, SOCK_STREAM, 0), (void *)&six, sizeof six);
  if (errno != ECONNREFUSED) return 3;
  struct sockaddr_un nscd = {.sun_family = AF_UNIX, .sun_path = "/var/run/nscd/socket"};
  connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&nscd, sizeof nscd);
  udp("127.0.0.1", 8125);
  return 0;
}

static void look_up(const char *name) {
  unsigned char answer[512];
  res_query(name, 1, 1, answer, sizeof answer);
}

static int show(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) {
    printf("%s: %s\n", path, strerror(errno));
    return 0;
  }
  char line[4096];
  while (fgets(line, sizeof line, file)) fputs(line, stdout);
  fclose(file);
  return 0;
}

static void list(const char *path) {
  DIR *folder = opendir(path);
  for (struct dirent *entry; folder && (entry = readdir(folder));) printf("%s/%s\n", path, entry->d_name);
}

static int touch(const char *path) {
  int fd = open(path, O_WRONLY | O_CREAT, 0644);
  if (fd >= 0) close(fd);
  return fd < 0;
}

static void grow(long mebibytes) {
  for (long i = 0; i < mebibytes; i++) {
    char *block = malloc(1 << 20);
    if (!block) exit(3);
    memset(block, 1, 1 << 20);
    usleep(1000);
  }
}

static void burn(long millions) {
  volatile double x = 1;
  for (long i = 0; i < millions * 1000000; i++) x = x * 1.0000001 + 1e-9;
}

static void daemonize(void) {
  if (fork()) return;
  setsid();
  if (fork()) _exit(0);
  signal(SIGTERM, SIG_IGN);
  for (;;) pause();
}

static void *call_home(void *ignored) {
  (void)ignored;
  ipv4(SOCK_STREAM, "20.42.65.92", 443);
  return 0;
}

/* What a library does when it is merely loaded, on a thread of its own. */
int library_starts(void) {
  pthread_t thread;
  pthread_create(&thread, 0, call_home, 0);
  return pthread_join(thread, 0);
}

/* The program of the rows is linked statically; /usr/bin/actor is the same with shared libraries. */
static int load(const char *library) {
  void *handle = dlopen(library, RTLD_NOW);
  if (!handle) return fprintf(stderr, "%s\n", dlerror()), 4;
  return 0;
}

/* Reads from a device, loads a driver's library by its soname, and tells what it was told. */
static int use_gpu(const char *node, const char *library) {
  char byte = 1;
  int device = open(node, O_RDWR);
  if (device < 0) return perror(node), 5;
  if (read(device, &byte, 1) != 1 || byte) return perror("read"), 6;
  printf("visible %s\n", getenv("NVIDIA_VISIBLE_DEVICES"));
  fflush(stdout);
  usleep(900000);
  return load(library);
}

static void crowd(long size) {
  for (long i = 0; i < size; i++) {
    if (!fork()) {
      setsid();
      for (;;) pause();
    }
  }
}

static void stop_child(void) {
  if (!fork()) raise(SIGSTOP), _exit(0);
  usleep(50000);
}

/* Folders that no path reaches any more. */
static int dig(const char *top, int levels) {
  char name[201];
  memset(name, 'd', sizeof name - 1);
  name[200] = 0;
  if (chdir(top)) return 5;
  for (int i = 0; i < levels; i++) {
    if (mkdir(name, 0755) || chdir(name)) return 6;
  }
  return touch("file");
}

static int litter(const char *top, int files) {
  if (chdir(top)) return 5;
  char name[32];
  for (int i = 0; i < files; i++) {
    sprintf(name, "\xff%d\n", i);
    if (touch(name)) return 6;
  }
  return mkfifo("pipe", 0666) || symlink("round", "round") || symlink("/proc/self/mem", "link");
}

int main(int count, char **words) {
  const char *what = count > 1 ? words[1] : "nothing";
  const char *with = count > 2 ? words[2] : "";
  setvbuf(stdout, 0, _IOLBF, 0);
  if (!strcmp(what, "exit")) return atoi(with);
  if (!strcmp(what, "abort")) abort();
  if (!strcmp(what, "tcp")) return swallow(ipv4(SOCK_STREAM, "93.184.216.34", 443)), 0;
  if (!strcmp(what, "udp")) return swallow(udp("8.8.8.8", 9999)), 0;
  if (!strcmp(what, "udp-connect")) return swallow(ipv4(SOCK_DGRAM, "8.8.4.4", 123)), 0;
  if (!strcmp(what, "ipv6")) return swallow(ipv6("2606:2800:220:1::1", 443)), 0;
  if (!strcmp(what, "mapped")) return swallow(ipv6("::ffff:1.2.3.4", 80)), 0;
  if (!strcmp(what, "dns")) return look_up("models.example.org"), 0;
  if (!strcmp(what, "child-tcp")) {
    if (!fork()) _exit(ipv4(SOCK_STREAM, "1.1.1.1", 80) != 0);
    return wait(0), 0;
  }
  if (!strcmp(what, "loopback")) return loopback();
  if (!strcmp(what, "touch")) return touch(with), 0;
  if (!strcmp(what, "must-touch")) return touch(with);
  if (!strcmp(what, "mkdir")) return swallow(mkdir(with, 0755)), 0;
  if (!strcmp(what, "unlink")) return swallow(unlink(with)), 0;
  if (!strcmp(what, "chmod")) return swallow(chmod(with, 0777)), 0;
  if (!strcmp(what, "link-out")) {
    swallow(symlink("/opt/app", "/tmp/link"));
    return touch("/tmp/link/cache"), 0;
  }
  if (!strcmp(what, "checks")) {
    access("/opt/app", W_OK);
    access("/etc", W_OK);
    faccessat(AT_FDCWD, "/", W_OK, 0);
    mkdir("/opt", 0755);
    unlink("/opt/app/no-such-file");
    touch("/no-such-folder/file");
    touch("/dev/null");
    touch("/dev/shm/segment");
    touch("/proc/self/coredump_filter");
    open("/etc/hosts", O_RDONLY);
    return touch("/tmp/file");
  }
  if (!strcmp(what, "named")) {
    if (!fork()) prctl(PR_SET_NAME, with), _exit(touch("/opt/app/cache"));
    return wait(0), 0;
  }
  if (!strcmp(what, "load")) return load(with);
  if (!strcmp(what, "gpu") && count > 3) return use_gpu(with, words[3]);
  if (!strcmp(what, "crowd")) return crowd(atol(with)), 0;
  if (!strcmp(what, "stop-child")) return stop_child(), 0;
  if (!strcmp(what, "stop")) {
    if (!fork()) return raise(SIGSTOP);
    return wait(0), 0;
  }
  if (!strcmp(what, "close")) return close(1), close(2), close(0), touch("/tmp/output/file");
  if (!strcmp(what, "dig")) return dig(with, 60);
  if (!strcmp(what, "litter")) return litter(with, 300);
  if (!strcmp(what, "daemon")) return daemonize(), usleep(100000), 0;
  if (!strcmp(what, "sleep")) {
    if (!strcmp(with, "stubborn")) signal(SIGTERM, SIG_IGN);
    for (;;) pause();
  }
  if (!strcmp(what, "grow")) return grow(atol(with)), 0;
  if (!strcmp(what, "child-grow")) {
    if (!fork()) grow(atol(with)), _exit(0);
    return wait(0), 0;
  }
  if (!strcmp(what, "map-file")) return 0;
  if (!strcmp(what, "flood")) {
    char line[1024];
    memset(line, 'x', sizeof line);
    line[sizeof line - 1] = '\n';
    for (long i = 0; i < atol(with) * 1024; i++) swallow(write(1, line, sizeof line));
    return puts("the last words"), 0;
  }
  if (!strcmp(what, "burn")) return burn(atol(with)), 0;
  if (!strcmp(what, "limits")) {
    struct rlimit limit;
    getrlimit(RLIMIT_DATA, &limit);
    return printf("data %lu\n", (unsigned long)limit.rlim_cur), 0;
  }
  if (!strcmp(what, "show")) {
    printf("uid %d gid %d cwd %s\n", getuid(), getgid(), get_current_dir_name());
    for (char **variable = environ; *variable; variable++) printf("env %s\n", *variable);
    char name[256];
    gethostname(name, sizeof name);
    printf("host %s\n", name);
    list("/proc/self/fd");
    list("/proc");
    list("/");
    list("/dev");
    list("/tmp");
    list("/tmp/input");
    for (int i = 2; i < count; i++) show(words[i]);
    return 0;
  }
  fprintf(stderr, "unknown: %s\n", what);
  return 99;
}
