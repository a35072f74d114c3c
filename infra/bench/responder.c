/* The yardstick of the start-up benchmark: the least that can answer a CoAP ping over UDP. */
#include <arpa/inet.h>
#include <sys/socket.h>
int main(void) {
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(5683)}, from;
  unsigned char data[1500];
  if (s < 0 || bind(s, (struct sockaddr *)&address, sizeof address) != 0) return 1;
  for (;;) {
    socklen_t length = sizeof from;
    ssize_t n = recvfrom(s, data, sizeof data, 0, (struct sockaddr *)&from, &length);
    if (n < 4) continue;
    data[0] = (data[0] & 0xcf) | 0x20; /* acknowledgement */
    data[1] = 0x45;                    /* 2.05 */
    sendto(s, data, (size_t)(4 + (data[0] & 0x0f)), 0, (struct sockaddr *)&from, length);
  }
}
