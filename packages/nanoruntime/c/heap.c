/*
 * QuickJS collects cycles when its heap has grown by half, which for a service of 2 MB means 1 MB of garbage.
 * Here the loop collects whenever a fixed amount was allocated: a collection of such a small heap takes about 3 ms.
 */
#include "heap.h"

#include <malloc.h>
#include <stdlib.h>

#define GARBAGE_LIMIT (384 * 1024)
/* QuickJS's own trigger stays as the net under one long callback. */
#define EMERGENCY_LIMIT (4 * 1024 * 1024)

/*
 * An allocation beyond this throws in JavaScript instead of waking the kernel's killer: one datagram with a high
 * Block1 number makes node-coap ask for hundreds of megabytes (RFC 7959 blocks), and that must only cost its sender.
 */
#define HEAP_LIMIT (9 * 1024 * 1024)

static size_t in_use, limit;

static void *count_malloc(JSMallocState *state, size_t size) {
  (void)state;
  if (size > HEAP_LIMIT || in_use + size > HEAP_LIMIT) return NULL;
  void *block = malloc(size);
  if (block) in_use += malloc_usable_size(block);
  return block;
}

static void count_free(JSMallocState *state, void *block) {
  (void)state;
  if (!block) return;
  in_use -= malloc_usable_size(block);
  free(block);
}

static void *count_realloc(JSMallocState *state, void *block, size_t size) {
  /* Growing nothing to nothing is nothing: QuickJS does not free what it got for it. */
  if (!block) return size == 0 ? NULL : count_malloc(state, size);
  if (size == 0) {
    count_free(state, block);
    return NULL;
  }
  const size_t before = malloc_usable_size(block);
  if (size > HEAP_LIMIT || in_use - before + size > HEAP_LIMIT) return NULL;
  void *moved = realloc(block, size);
  if (moved) in_use += malloc_usable_size(moved) - before;
  return moved;
}

static size_t usable_size(const void *block) { return malloc_usable_size((void *)block); }

JSRuntime *nano_heap_runtime(void) {
  static const JSMallocFunctions functions = {count_malloc, count_free, count_realloc, usable_size};
  JSRuntime *rt = JS_NewRuntime2(&functions, NULL);
  if (rt) JS_SetGCThreshold(rt, EMERGENCY_LIMIT);
  return rt;
}

size_t nano_heap_used(void) { return in_use; }

void nano_heap_settle(JSRuntime *rt) {
  if (in_use < limit) return;
  JS_RunGC(rt);
  limit = in_use + GARBAGE_LIMIT;
  malloc_trim(0);
}
