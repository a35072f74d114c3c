/*
 * One thread, one poll. JavaScript keeps the timers and says how long to sleep; the loop adds
 * datagrams and signals. Jobs (promises, nextTick) are drained after every single callback.
 */
#include "loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "heap.h"
#include "nano.h"

#define MAX_WATCHED 64
#define MAX_REJECTIONS 32
/* Datagrams taken from one socket before the others and the timers get their turn. */
#define BURST 16
/* What tick() answers when neither a timer nor a socket keeps the service alive. */
#define NOTHING_LEFT -2

static struct pollfd watched[MAX_WATCHED + 1];
static int watched_count = 1; /* slot 0 is the signal pipe */
static int signal_pipe[2];
static JSValue on_tick, on_readable, on_signal, on_finish;
static struct {
  JSValue promise, reason;
} rejections[MAX_REJECTIONS];
static int rejection_count;

int nano_watch(int fd) {
  if (watched_count > MAX_WATCHED) return -1;
  watched[watched_count++] = (struct pollfd){.fd = fd, .events = POLLIN};
  return 0;
}

void nano_unwatch(int fd) {
  for (int i = 1; i < watched_count; i++) {
    if (watched[i].fd != fd) continue;
    watched[i] = watched[--watched_count];
    return;
  }
}

void nano_set_hooks(JSContext *ctx, JSValueConst hooks) {
  on_tick = JS_GetPropertyStr(ctx, hooks, "tick");
  on_readable = JS_GetPropertyStr(ctx, hooks, "readable");
  on_signal = JS_GetPropertyStr(ctx, hooks, "signal");
  on_finish = JS_GetPropertyStr(ctx, hooks, "finish");
}

static void track_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason,
                            JS_BOOL is_handled, void *opaque) {
  (void)opaque;
  if (!is_handled) {
    if (rejection_count == MAX_REJECTIONS) return;
    rejections[rejection_count].promise = JS_DupValue(ctx, promise);
    rejections[rejection_count++].reason = JS_DupValue(ctx, reason);
    return;
  }
  for (int i = 0; i < rejection_count; i++) {
    if (JS_VALUE_GET_PTR(rejections[i].promise) != JS_VALUE_GET_PTR(promise)) continue;
    JS_FreeValue(ctx, rejections[i].promise);
    JS_FreeValue(ctx, rejections[i].reason);
    rejections[i] = rejections[--rejection_count];
    return;
  }
}

static void drain_jobs(JSContext *ctx) {
  JSContext *job;
  int status;
  while ((status = JS_ExecutePendingJob(JS_GetRuntime(ctx), &job)) > 0);
  if (status < 0) nano_fatal(job, "uncaught exception", JS_GetException(job));
  if (rejection_count > 0) nano_fatal(ctx, "unhandled rejection", rejections[0].reason);
}

/* Calls a hook with at most one number and returns its number (0 for undefined). */
static int call_hook(JSContext *ctx, JSValue hook, int argument) {
  JSValue arg = JS_NewInt32(ctx, argument);
  JSValue result = JS_Call(ctx, hook, JS_UNDEFINED, 1, &arg);
  if (JS_IsException(result)) nano_fatal(ctx, "uncaught exception", JS_GetException(ctx));
  int32_t number = 0;
  if (JS_IsNumber(result) || JS_IsBool(result)) JS_ToInt32(ctx, &number, result);
  JS_FreeValue(ctx, result);
  drain_jobs(ctx);
  return number;
}

static void remember_signal(int number) {
  int saved = errno;
  unsigned char byte = number;
  ssize_t written = write(signal_pipe[1], &byte, 1);
  (void)written;
  errno = saved;
}

void nano_loop_init(JSRuntime *rt) {
  JS_SetHostPromiseRejectionTracker(rt, track_rejection, NULL);
  on_tick = on_readable = on_signal = on_finish = JS_UNDEFINED;
  if (pipe(signal_pipe) != 0) exit(1);
  watched[0] = (struct pollfd){.fd = signal_pipe[0], .events = POLLIN};
  struct sigaction action = {.sa_handler = remember_signal, .sa_flags = SA_RESTART};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
}

static void handle_ready(JSContext *ctx) {
  if (watched[0].revents & POLLIN) {
    unsigned char number;
    if (read(signal_pipe[0], &number, 1) == 1) call_hook(ctx, on_signal, number);
  }
  /* A callback may close any socket, so work on a copy of who was ready. */
  int ready[MAX_WATCHED], count = 0;
  for (int i = 1; i < watched_count; i++)
    if (watched[i].revents) ready[count++] = watched[i].fd;
  for (int i = 0; i < count; i++)
    for (int n = 0; n < BURST && call_hook(ctx, on_readable, ready[i]) > 0; n++);
}

int nano_loop_begin(JSContext *ctx, JSValue main_promise) {
  drain_jobs(ctx);
  if (JS_PromiseState(ctx, main_promise) == JS_PROMISE_REJECTED)
    nano_fatal(ctx, "uncaught exception", JS_PromiseResult(ctx, main_promise));
  JS_FreeValue(ctx, main_promise);
  return JS_IsFunction(ctx, on_tick);
}

int nano_loop_turn(JSContext *ctx) {
  int wait = call_hook(ctx, on_tick, 0);
  if (wait == NOTHING_LEFT) return call_hook(ctx, on_finish, 0);
  nano_heap_settle(JS_GetRuntime(ctx));
  if (poll(watched, watched_count, wait) > 0) handle_ready(ctx);
  return NANO_GOES_ON;
}

static void print_json(JSContext *ctx, JSValueConst value) {
  JSValue json = JS_IsUndefined(value) ? JS_UNDEFINED : JS_JSONStringify(ctx, value, JS_UNDEFINED, JS_UNDEFINED);
  const char *text = JS_IsString(json) ? JS_ToCString(ctx, json) : NULL;
  fputs(text ? text : "\"\"", stderr);
  JS_FreeCString(ctx, text);
  JS_FreeValue(ctx, json);
}

static void print_property(JSContext *ctx, JSValueConst error, const char *name) {
  JSValue value = JS_GetPropertyStr(ctx, error, name);
  if (JS_IsString(value)) {
    fprintf(stderr, ",\"%s\":", name);
    print_json(ctx, value);
  }
  JS_FreeValue(ctx, value);
}

void nano_fatal(JSContext *ctx, const char *event, JSValueConst error) {
  JSValue text = JS_ToString(ctx, error);
  fprintf(stderr, "{\"level\":\"fatal\",\"event\":\"%s\",\"error\":", event);
  print_json(ctx, text);
  if (JS_IsObject(error)) {
    print_property(ctx, error, "code");
    print_property(ctx, error, "stack");
  }
  fputs("}\n", stderr);
  fflush(stderr);
  _exit(1);
}
