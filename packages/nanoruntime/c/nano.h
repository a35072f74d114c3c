#ifndef NANO_H
#define NANO_H

#include <quickjs.h>

#define countof(a) (sizeof(a) / sizeof((a)[0]))

/* Each registers one native module; JavaScript imports it by its "nano:" name. */
void nano_init_sys(JSContext *ctx, int argc, char **argv);
void nano_init_udp(JSContext *ctx);
void nano_init_sqlite(JSContext *ctx);
void nano_init_crypto(JSContext *ctx);

/* A native module that exports the functions of one static list. */
void nano_module(JSContext *ctx, const char *name, const JSCFunctionListEntry *list, int count,
                 JSModuleInitFunc *init);

/* Throws an Error with `code` (EADDRINUSE, ...), `errno` and `syscall`, as Node does. */
JSValue nano_throw_errno(JSContext *ctx, int err, const char *syscall);

/* The bytes behind an ArrayBuffer, Uint8Array or Buffer; NULL with a pending TypeError otherwise. */
uint8_t *nano_bytes(JSContext *ctx, JSValueConst value, size_t *len);

/* Event loop: JavaScript hands in its callbacks once, C calls them. */
void nano_set_hooks(JSContext *ctx, JSValueConst hooks);
int nano_watch(int fd);
void nano_unwatch(int fd);

/* Prints one JSON line on stderr and ends the process with status 1. */
void nano_fatal(JSContext *ctx, const char *event, JSValueConst error) __attribute__((noreturn));

#endif
