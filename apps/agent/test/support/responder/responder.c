/* The smallest nanoservice that a test needs: answers every CoAP request with 2.05 and {"ok":true}, on 5683/udp. Its
 * NANOEDGE_CONFIG may contain "die" (end at once with code 3), "mute" (never answer), "forget" (delete what the
 * image ships in /data and leave a file of its own there), "fill" (leave a file of 2 MiB there) or "odd" (leave a pipe, a
 * socket and a file there whose name is not UTF-8). SIGTERM ends it. */
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void stop(int signal) {
  (void)signal;
  _exit(0);
}

static int leave_odd(void) {
  struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "/data/control.sock"};
  FILE *latin = fopen("/data/caf\xe9", "w");
  if (!latin || fputs("creme", latin) < 0 || fclose(latin) < 0) return -1;
  if (mkfifo("/data/pipe", 0620) < 0) return -1;
  return bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&at, sizeof at);
}

static int leave_much(void) {
  static char much[2 << 20];
  FILE *file = fopen("/data/much", "w");
  memset(much, 'x', sizeof much);
  return file && fwrite(much, 1, sizeof much, file) == sizeof much && fclose(file) == 0 ? 0 : -1;
}

int main(void) {
  const char *config = getenv("NANOEDGE_CONFIG");
  struct sockaddr_in peer, here = {.sin_family = AF_INET, .sin_port = htons(5683)};
  unsigned char in[2048], out[2048];
  signal(SIGTERM, stop);
  if (config && strstr(config, "\"die\"")) {
    fprintf(stderr, "told to die\n");
    return 3;
  }
  if (config && strstr(config, "\"forget\"")) {
    FILE *own = unlink("/data/.keep") < 0 ? NULL : fopen("/data/own", "w");
    if (!own || fputs("mine", own) < 0 || fclose(own) < 0) return 4;
  }
  if (config && strstr(config, "\"odd\"") && leave_odd() < 0) return 5;
  if (config && strstr(config, "\"fill\"") && leave_much() < 0) return 6;
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  if (bind(s, (struct sockaddr *)&here, sizeof here) < 0) return 1;
  fprintf(stderr, "listening\n");
  for (;;) {
    socklen_t length = sizeof peer;
    ssize_t n = recvfrom(s, in, sizeof in, 0, (struct sockaddr *)&peer, &length);
    if (n < 4 || (config && strstr(config, "\"mute\""))) continue;
    int token = in[0] & 15;
    if (token > 8 || n < 4 + token || in[1] == 0) continue;
    /* type ACK, code 2.05, same message id and token */
    out[0] = 0x60 | token;
    out[1] = 0x45;
    memcpy(out + 2, in + 2, 2 + token);
    size_t end = 4 + token;
    const char body[] = "\xff{\"ok\":true}";
    memcpy(out + end, body, sizeof body - 1);
    sendto(s, out, end + sizeof body - 1, 0, (struct sockaddr *)&peer, length);
  }
}
