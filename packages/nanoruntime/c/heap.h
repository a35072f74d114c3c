#ifndef NANO_HEAP_H
#define NANO_HEAP_H

#include <quickjs.h>

/* A runtime whose memory is counted here; NULL when there is none. */
JSRuntime *nano_heap_runtime(void);

/* Bytes that QuickJS holds. */
size_t nano_heap_used(void);

/* Collects cycles when enough was allocated since the last time. Call between events. */
void nano_heap_settle(JSRuntime *rt);

#endif
