/* Does what the file does.txt in a case's input says, then writes a risk. Compiled by tests, statically. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void try_network(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(443)};
  inet_pton(AF_INET, "192.0.2.1", &address.sin_addr);
  int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
  connect(socket_fd, (struct sockaddr *) &address, sizeof address);
  close(socket_fd);
}

/* Tells that it has begun, and goes on only when the file `go` appears in its input. */
static void wait_for_go(void) {
  FILE *begun = fopen("/tmp/output/begun.txt", "w");
  fclose(begun);
  while (access("/tmp/input/go", F_OK) != 0) {
    usleep(20000);
  }
}

int main(void) {
  char word[32] = "";
  FILE *does = fopen("/tmp/input/does.txt", "r");
  if (does == NULL || fscanf(does, "%31s", word) != 1) {
    return 3;
  }
  fclose(does);
  if (strcmp(word, "network") == 0) {
    try_network();
  } else if (strcmp(word, "filesystem") == 0) {
    open("/opt/app/cache.bin", O_WRONLY | O_CREAT, 0644);
  } else if (strcmp(word, "sleeps") == 0) {
    sleep(600);
  } else if (strcmp(word, "waits") == 0) {
    wait_for_go();
  }
  FILE *risk = fopen("/tmp/output/rfs.json", "w");
  fprintf(risk, "0.5\n");
  fclose(risk);
  printf("did: %s\n", word);
  return 0;
}
