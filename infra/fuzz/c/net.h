/* Included before everything else of the runtime: its network, its clock and its end are the harness's. */
#ifndef FUZZ_NET_H
#define FUZZ_NET_H

#define bind fuzz_bind
#define clock_gettime fuzz_clock_gettime
#define close fuzz_close
#define exit fuzz_exit
#define _exit fuzz_exit
#define getrandom fuzz_getrandom
#define getsockname fuzz_getsockname
#define poll fuzz_poll
#define recvfrom fuzz_recvfrom
#define sendto fuzz_sendto
#define socket fuzz_socket

/* Calls of instrumented code need more of the stack than those of the real runtime. */
#define MAX_STACK (6 * 1024 * 1024)

#endif
