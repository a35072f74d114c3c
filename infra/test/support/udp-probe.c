#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* `udp-probe listen PORT` answers each datagram with the address that it came from; `udp-probe ask HOST PORT` sends one,
 * prints the answer, and ends with 1 when none comes within a second. */
int main(int argc, char **argv) {
  char text[64];
  struct sockaddr_in peer = {.sin_family = AF_INET};
  socklen_t length = sizeof peer;
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (argc == 3 && strcmp(argv[1], "listen") == 0) {
    peer.sin_port = htons(atoi(argv[2]));
    if (bind(fd, (struct sockaddr *)&peer, sizeof peer) != 0) return 2;
    while (recvfrom(fd, text, sizeof text, 0, (struct sockaddr *)&peer, &length) >= 0) {
      inet_ntop(AF_INET, &peer.sin_addr, text, sizeof text);
      sendto(fd, text, strlen(text), 0, (struct sockaddr *)&peer, length);
    }
    return 2;
  }
  if (argc != 4) return 2;
  struct timeval patience = {.tv_sec = 1};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  peer.sin_port = htons(atoi(argv[3]));
  inet_pton(AF_INET, argv[2], &peer.sin_addr);
  sendto(fd, "?", 1, 0, (struct sockaddr *)&peer, sizeof peer);
  ssize_t size = recv(fd, text, sizeof text, 0);
  if (size < 0) return 1;
  printf("%.*s\n", (int)size, text);
  return 0;
}
