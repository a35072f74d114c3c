#ifndef NANO_LOOP_H
#define NANO_LOOP_H

#include <limits.h>

#include <quickjs.h>

void nano_loop_init(JSRuntime *rt);

/* After the main module has run: whether there is anything to wait for. */
int nano_loop_begin(JSContext *ctx, JSValue main_promise);

#define NANO_GOES_ON INT_MIN

/* Timers that are due, then what came in; waits for the next of either. The exit status when nothing is left to wait for. */
int nano_loop_turn(JSContext *ctx);

#endif
