/*
 * Feeds datagrams to a service on the nano runtime in one process: what the runtime asks of the kernel is answered here,
 * and time passes only when an input says so. An input is a row of records: a byte that says how a datagram arrives, two
 * with its length, its bytes. Whatever ends the service is a finding, because anybody on the network could send it.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include <quickjs.h>

#include "loop.h"
#include "start.h"

#define MAX_SOCKETS 64
#define FIRST_FD 1000
#define RECORD_HEADER 3
#define MAX_DATAGRAM 2048
#define MAX_TURNS 200000
/* After each input; and after many, longer than anything is kept for who says no more (RFC 7252 section 4.8.2). */
#define SETTLE_MS 100
#define LONG_SETTLE_MS 400000
#define LONG_SETTLE_EVERY 2000

/* How a datagram arrives: whose, at which socket, after how long, and whether it answers what was last sent there. */
#define SENDER(control) ((control) & 3)
#define SOCKET(control) (((control) >> 2) & 3)
#define PAUSE(control) (((control) >> 4) & 3)
#define IS_ANSWER(control) ((control) & 64)

static const int64_t pauses_ms[] = {0, 5, 600, 3000};

static struct {
  int open, port;
  /* Message id and token of what was sent last. */
  uint8_t sent[12];
  size_t sent_size;
} sockets[MAX_SOCKETS];
static int64_t now_ms = 1000, until_ms;
static int idle;
static uint64_t random_state = 0x9e3779b97f4a7c15u;
static struct {
  const uint8_t *bytes;
  size_t size;
  int fd, port;
} pending = {.fd = -1};
static JSContext *context;

static void fail(const char *why) {
  fprintf(stderr, "nano: %s\n", why);
  abort();
}

void fuzz_exit(int status) {
  fprintf(stderr, "nano: the service ended with %d\n", status);
  abort();
}

int fuzz_socket(int domain, int type, int protocol) {
  (void)domain, (void)type, (void)protocol;
  for (int i = 0; i < MAX_SOCKETS; i++) {
    if (sockets[i].open) continue;
    memset(&sockets[i], 0, sizeof(sockets[i]));
    sockets[i].open = 1;
    sockets[i].port = 40000 + i;
    return FIRST_FD + i;
  }
  errno = EMFILE;
  return -1;
}

int fuzz_close(int fd) {
  if (fd >= FIRST_FD && fd < FIRST_FD + MAX_SOCKETS) sockets[fd - FIRST_FD].open = 0;
  return 0;
}

int fuzz_bind(int fd, const struct sockaddr *address, socklen_t len) {
  (void)len;
  const int port = ntohs(((const struct sockaddr_in *)address)->sin_port);
  if (port) sockets[fd - FIRST_FD].port = port;
  return 0;
}

static void write_address(struct sockaddr *out, socklen_t *len, const char *host, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, host, &address.sin_addr);
  memcpy(out, &address, sizeof(address));
  *len = sizeof(address);
}

int fuzz_getsockname(int fd, struct sockaddr *out, socklen_t *len) {
  write_address(out, len, "10.0.0.1", sockets[fd - FIRST_FD].port);
  return 0;
}

ssize_t fuzz_recvfrom(int fd, void *out, size_t room, int flags, struct sockaddr *from, socklen_t *len) {
  (void)flags;
  if (pending.fd != fd) {
    errno = EAGAIN;
    return -1;
  }
  const size_t size = pending.size < room ? pending.size : room;
  memcpy(out, pending.bytes, size);
  write_address(from, len, "10.0.0.2", pending.port);
  pending.fd = -1;
  return size;
}

ssize_t fuzz_sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t len) {
  (void)flags, (void)to, (void)len;
  /* Reads all of it, so that what must not be read is seen. */
  static volatile uint8_t sum;
  for (size_t i = 0; i < size; i++) sum += ((const uint8_t *)bytes)[i];
  const size_t kept = size < sizeof(sockets[0].sent) ? size : sizeof(sockets[0].sent);
  memcpy(sockets[fd - FIRST_FD].sent, bytes, kept);
  sockets[fd - FIRST_FD].sent_size = kept;
  return size;
}

ssize_t fuzz_getrandom(void *out, size_t size, unsigned flags) {
  (void)flags;
  for (size_t i = 0; i < size; i++) {
    random_state ^= random_state << 13, random_state ^= random_state >> 7, random_state ^= random_state << 17;
    ((uint8_t *)out)[i] = random_state;
  }
  return size;
}

int fuzz_clock_gettime(clockid_t clock, struct timespec *out) {
  (void)clock;
  *out = (struct timespec){.tv_sec = now_ms / 1000, .tv_nsec = now_ms % 1000 * 1000000};
  return 0;
}

int fuzz_poll(struct pollfd *watched, nfds_t count, int wait) {
  for (nfds_t i = 0; i < count; i++) watched[i].revents = 0;
  for (nfds_t i = 0; i < count; i++) {
    if (pending.fd < 0 || watched[i].fd != pending.fd) continue;
    watched[i].revents = POLLIN;
    return 1;
  }
  if (wait == 0) return 0;
  const int64_t left = until_ms - now_ms;
  if (wait < 0 || wait > left) {
    now_ms = until_ms;
    idle = 1;
  } else {
    now_ms += wait;
  }
  return 0;
}

static void pass(int64_t ms) {
  until_ms = now_ms + ms;
  idle = 0;
  for (int turns = 0; !idle; turns++) {
    if (turns == MAX_TURNS) fail("the service does not come to rest");
    if (nano_loop_turn(context) != NANO_GOES_ON) fail("the service has nothing left to wait for");
  }
}

static int nth_open(int wanted) {
  int open[MAX_SOCKETS], count = 0;
  for (int i = 0; i < MAX_SOCKETS; i++)
    if (sockets[i].open) open[count++] = FIRST_FD + i;
  if (count == 0) fail("the service closed its sockets");
  return open[wanted % count];
}

static void arrive(uint8_t control, const uint8_t *bytes, size_t size) {
  uint8_t copy[MAX_DATAGRAM];
  memcpy(copy, bytes, size);
  const int fd = nth_open(SOCKET(control));
  if (IS_ANSWER(control) && size >= 4 && sockets[fd - FIRST_FD].sent_size >= 4) {
    const uint8_t *sent = sockets[fd - FIRST_FD].sent;
    const size_t token = sent[0] & 15, own = copy[0] & 15;
    memcpy(copy + 2, sent + 2, 2);
    if (token == own && 4 + token <= size && 4 + token <= sockets[fd - FIRST_FD].sent_size)
      memcpy(copy + 4, sent + 4, token);
  }
  pending.bytes = copy;
  pending.size = size;
  pending.fd = fd;
  pending.port = 5683 + SENDER(control);
  pass(pauses_ms[PAUSE(control)]);
  pending.fd = -1;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  const char *service = getenv("NANO_FUZZ_SERVICE");
  if (!service) fail("NANO_FUZZ_SERVICE names no bytecode");
  char *args[] = {"nano", (char *)service, NULL};
  JSValue main_promise;
  context = nano_start(2, args, &main_promise);
  if (!nano_loop_begin(context, main_promise)) fail("the service waits for nothing");
  pass(1000);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  while (size >= RECORD_HEADER) {
    const uint8_t control = data[0];
    size_t length = (data[1] | (size_t)data[2] << 8) % (MAX_DATAGRAM + 1);
    data += RECORD_HEADER, size -= RECORD_HEADER;
    if (length > size) length = size;
    arrive(control, data, length);
    data += length, size -= length;
  }
  static int inputs;
  pass(++inputs % LONG_SETTLE_EVERY == 0 ? LONG_SETTLE_MS : SETTLE_MS);
  return 0;
}
