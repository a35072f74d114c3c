/* Makes the one JavaScript context there is and starts a service's bytecode in it. */
#include "start.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heap.h"
#include "loop.h"
#include "nano.h"

#define SERVICE_FILE "/service.qbc"
#define CHUNK_FOLDER "lib/"
#define CHUNK_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
#define MAX_CHUNK_LETTERS 32
#define MAX_PATH 512
#ifndef MAX_STACK
#define MAX_STACK (512 * 1024)
#endif

static uint8_t *read_file(const char *path, size_t *len) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  uint8_t *bytes = NULL;
  long size = -1;
  if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) {
    rewind(file);
    bytes = malloc(size + 1);
    if (bytes && fread(bytes, 1, size, file) != (size_t)size) {
      free(bytes);
      bytes = NULL;
    }
  }
  fclose(file);
  *len = size;
  return bytes;
}

static JSValue load_bytecode(JSContext *ctx, const char *path) {
  size_t len = 0;
  uint8_t *bytes = read_file(path, &len);
  if (!bytes) return JS_ThrowReferenceError(ctx, "cannot read %s", path);
  JSValue module = JS_ReadObject(ctx, bytes, len, JS_READ_OBJ_BYTECODE);
  free(bytes);
  if (JS_IsException(module) || JS_VALUE_GET_TAG(module) == JS_TAG_MODULE) return module;
  JS_FreeValue(ctx, module);
  return JS_ThrowTypeError(ctx, "%s is not a module", path);
}

/* chunk-<letters and digits>.qbc: whatever else a name says, it leads nowhere. */
static int is_chunk(const char *name) {
  if (strncmp(name, "chunk-", 6) != 0) return 0;
  size_t len = strspn(name + 6, CHUNK_LETTERS);
  return len > 0 && len < MAX_CHUNK_LETTERS && strcmp(name + 6 + len, ".qbc") == 0;
}

/*
 * Native modules are known already and never asked for here. All services of one build import what they have in
 * common by the names of files in one folder, and QuickJS has taken the "./" off.
 */
static JSModuleDef *load_chunk(JSContext *ctx, const char *name, void *opaque) {
  const char *folder = opaque;
  if (!is_chunk(name)) {
    JS_ThrowReferenceError(ctx, "there is no module %s", name);
    return NULL;
  }
  char path[MAX_PATH + MAX_CHUNK_LETTERS + 32];
  snprintf(path, sizeof(path), "%s" CHUNK_FOLDER "%s", folder, name);
  JSValue module = load_bytecode(ctx, path);
  if (JS_IsException(module)) return NULL;
  /* The context holds the module from here on. */
  JSModuleDef *loaded = JS_VALUE_GET_PTR(module);
  JS_FreeValue(ctx, module);
  return loaded;
}

/* The folder of the service's file, with its last slash: the chunks lie beside it. */
static void folder_of(const char *path, char folder[MAX_PATH]) {
  const char *slash = strrchr(path, '/');
  size_t len = slash ? (size_t)(slash - path) + 1 : 0;
  if (len >= MAX_PATH) len = 0;
  memcpy(folder, path, len);
  folder[len] = 0;
}

static JSContext *new_context(JSRuntime *rt) {
  JSContext *ctx = JS_NewContextRaw(rt);
  if (!ctx) return NULL;
  JS_AddIntrinsicBaseObjects(ctx);
  JS_AddIntrinsicDate(ctx);
  JS_AddIntrinsicStringNormalize(ctx);
  JS_AddIntrinsicRegExpCompiler(ctx);
  JS_AddIntrinsicRegExp(ctx);
  JS_AddIntrinsicJSON(ctx);
  JS_AddIntrinsicProxy(ctx);
  JS_AddIntrinsicMapSet(ctx);
  JS_AddIntrinsicTypedArrays(ctx);
  JS_AddIntrinsicPromise(ctx);
  JS_AddIntrinsicWeakRef(ctx);
  return ctx;
}

JSContext *nano_start(int argc, char **argv, JSValue *main_promise) {
  const char *service = argc > 1 ? argv[1] : SERVICE_FILE;
  JSRuntime *rt = nano_heap_runtime();
  JSContext *ctx = rt ? new_context(rt) : NULL;
  if (!ctx) {
    fputs("{\"level\":\"fatal\",\"event\":\"out of memory\"}\n", stderr);
    exit(1);
  }
  JS_SetMaxStackSize(rt, MAX_STACK);
  static char folder[MAX_PATH];
  folder_of(service, folder);
  JS_SetModuleLoaderFunc(rt, NULL, load_chunk, folder);
  nano_loop_init(rt);
  nano_init_sys(ctx, argc, argv);
  nano_init_udp(ctx);
  nano_init_sqlite(ctx);
  nano_init_crypto(ctx);

  JSValue module = load_bytecode(ctx, service);
  if (JS_IsException(module)) nano_fatal(ctx, "cannot load service", JS_GetException(ctx));
  if (JS_ResolveModule(ctx, module) < 0)
    nano_fatal(ctx, "cannot load service", JS_GetException(ctx));
  *main_promise = JS_EvalFunction(ctx, module);
  if (JS_IsException(*main_promise)) nano_fatal(ctx, "uncaught exception", JS_GetException(ctx));
  return ctx;
}
