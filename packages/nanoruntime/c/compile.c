/*
 * The bytecode compiler, used at build time only: compile NAME SOURCE OUTPUT.
 * NAME is how other modules import this one. The bytecode fits every little-endian machine.
 */
#include <quickjs.h>
#include <stdio.h>
#include <stdlib.h>

static int no_init(JSContext *ctx, JSModuleDef *module) {
  (void)ctx, (void)module;
  return 0;
}

/* Imports are looked up at run time; here they only need to exist. */
static JSModuleDef *stand_in(JSContext *ctx, const char *name, void *opaque) {
  (void)opaque;
  return JS_NewCModule(ctx, name, no_init);
}

static char *read_text(const char *path, size_t *len) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  *len = ftell(file);
  rewind(file);
  char *text = malloc(*len + 1);
  if (text && fread(text, 1, *len, file) != *len) return NULL;
  fclose(file);
  if (text) text[*len] = 0;
  return text;
}

static int fail(JSContext *ctx, const char *path) {
  JSValue error = JS_GetException(ctx);
  const char *message = JS_ToCString(ctx, error);
  fprintf(stderr, "%s: %s\n", path, message ? message : "cannot compile");
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fputs("usage: compile NAME SOURCE OUTPUT\n", stderr);
    return 2;
  }
  JSRuntime *rt = JS_NewRuntime();
  JSContext *ctx = JS_NewContext(rt);
  JS_SetModuleLoaderFunc(rt, NULL, stand_in, NULL);
  JS_SetStripInfo(rt, JS_STRIP_DEBUG);
  size_t len, size;
  char *text = read_text(argv[2], &len);
  if (!text) {
    fprintf(stderr, "%s: cannot read\n", argv[2]);
    return 1;
  }
  JSValue module = JS_Eval(ctx, text, len, argv[1], JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
  if (JS_IsException(module)) return fail(ctx, argv[2]);
  uint8_t *bytes = JS_WriteObject(ctx, &size, module, JS_WRITE_OBJ_BYTECODE);
  if (!bytes) return fail(ctx, argv[2]);
  FILE *out = fopen(argv[3], "wb");
  if (!out || fwrite(bytes, 1, size, out) != size || fclose(out) != 0) {
    fprintf(stderr, "%s: cannot write\n", argv[3]);
    return 1;
  }
  return 0;
}
