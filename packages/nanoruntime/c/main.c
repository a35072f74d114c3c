/*
 * The nano runtime: loads one service's bytecode and runs its event loop.
 * There is no JavaScript parser in this binary, so a service cannot eval what it receives.
 */
#include <malloc.h>

#include "loop.h"
#include "start.h"

int main(int argc, char **argv) {
  /* Give freed pages back early: a device runs many of these and a container has 16 MB. */
  mallopt(M_TRIM_THRESHOLD, 64 * 1024);
  mallopt(M_TOP_PAD, 16 * 1024);
  JSValue main_promise;
  JSContext *ctx = nano_start(argc, argv, &main_promise);
  if (!nano_loop_begin(ctx, main_promise)) return 0;
  int status;
  while ((status = nano_loop_turn(ctx)) == NANO_GOES_ON);
  return status;
}
