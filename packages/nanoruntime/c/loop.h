#ifndef NANO_LOOP_H
#define NANO_LOOP_H

#include <quickjs.h>

void nano_loop_init(JSRuntime *rt);

/* Runs until JavaScript has nothing left to wait for; returns the exit status. */
int nano_loop_run(JSContext *ctx, JSValue main_promise);

#endif
