/* nano:sys — what a process needs from Linux: clock, randomness, environment, files, output. */
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "heap.h"
#include "nano.h"

#define MAX_FILE (4 * 1024 * 1024)

extern char **environ;
static int arg_count;
static char **args;

void nano_module(JSContext *ctx, const char *name, const JSCFunctionListEntry *list, int count,
                 JSModuleInitFunc *init) {
  JSModuleDef *module = JS_NewCModule(ctx, name, init);
  if (module) JS_AddModuleExportList(ctx, module, list, count);
}

JSValue nano_throw_errno(JSContext *ctx, int err, const char *syscall) {
  const char *code = strerrorname_np(err);
  char message[160];
  snprintf(message, sizeof(message), "%s %s", syscall, code ? code : "EUNKNOWN");
  JSValue error = JS_NewError(ctx);
  JS_DefinePropertyValueStr(ctx, error, "message", JS_NewString(ctx, message),
                            JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE);
  JS_SetPropertyStr(ctx, error, "errno", JS_NewInt32(ctx, -err));
  JS_SetPropertyStr(ctx, error, "code", JS_NewString(ctx, code ? code : "EUNKNOWN"));
  JS_SetPropertyStr(ctx, error, "syscall", JS_NewString(ctx, syscall));
  return JS_Throw(ctx, error);
}

uint8_t *nano_bytes(JSContext *ctx, JSValueConst value, size_t *len) {
  size_t offset, length, element;
  *len = 0;
  JSValue buffer = JS_GetTypedArrayBuffer(ctx, value, &offset, &length, &element);
  if (JS_IsException(buffer)) {
    JS_FreeValue(ctx, JS_GetException(ctx));
    return JS_GetArrayBuffer(ctx, len, value);
  }
  size_t whole;
  uint8_t *bytes = JS_GetArrayBuffer(ctx, &whole, buffer);
  JS_FreeValue(ctx, buffer);
  if (!bytes) return NULL;
  *len = length;
  return bytes + offset;
}

#define FUNCTION(name) \
  static JSValue name(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
#define UNUSED (void)ctx, (void)self, (void)argc, (void)argv

/* setHooks({tick, readable, signal, finish}) */
FUNCTION(sys_set_hooks) {
  UNUSED;
  nano_set_hooks(ctx, argv[0]);
  return JS_UNDEFINED;
}

/* now(): milliseconds since boot, monotonic, with fractions */
FUNCTION(sys_now) {
  UNUSED;
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return JS_NewFloat64(ctx, t.tv_sec * 1e3 + t.tv_nsec / 1e6);
}

/* random(bytes): fills them from the kernel */
FUNCTION(sys_random) {
  UNUSED;
  size_t len;
  uint8_t *bytes = nano_bytes(ctx, argv[0], &len);
  if (!bytes && len) return JS_EXCEPTION;
  for (size_t done = 0; done < len;) {
    ssize_t got = getrandom(bytes + done, len - done, 0);
    if (got < 0 && errno != EINTR) return nano_throw_errno(ctx, errno, "getrandom");
    if (got > 0) done += got;
  }
  return JS_UNDEFINED;
}

/* environment(): "NAME=value" texts */
FUNCTION(sys_environment) {
  UNUSED;
  JSValue list = JS_NewArray(ctx);
  for (uint32_t i = 0; environ[i]; i++)
    JS_SetPropertyUint32(ctx, list, i, JS_NewString(ctx, environ[i]));
  return list;
}

FUNCTION(sys_arguments) {
  UNUSED;
  JSValue list = JS_NewArray(ctx);
  for (int i = 0; i < arg_count; i++)
    JS_SetPropertyUint32(ctx, list, i, JS_NewString(ctx, args[i]));
  return list;
}

/* readFile(path): ArrayBuffer. Grows as it reads, because files under /proc have no size. */
FUNCTION(sys_read_file) {
  UNUSED;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  JS_FreeCString(ctx, path);
  if (fd < 0) return nano_throw_errno(ctx, errno, "open");
  size_t size = 0, room = 4096;
  uint8_t *bytes = malloc(room);
  ssize_t got = 0;
  while (bytes && (got = read(fd, bytes + size, room - size)) > 0) {
    size += got;
    if (size == room && room < MAX_FILE) bytes = realloc(bytes, room *= 2);
    else if (size == room) break;
  }
  const int failed = errno;
  close(fd);
  JSValue result = !bytes            ? JS_ThrowOutOfMemory(ctx)
                   : got < 0         ? nano_throw_errno(ctx, failed, "read")
                   : size >= MAX_FILE ? nano_throw_errno(ctx, EFBIG, "read")
                                     : JS_NewArrayBufferCopy(ctx, bytes, size);
  free(bytes);
  return result;
}

/* exists(path): boolean */
FUNCTION(sys_exists) {
  UNUSED;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  const int found = access(path, F_OK) == 0;
  JS_FreeCString(ctx, path);
  return JS_NewBool(ctx, found);
}

/* write(fd, text): a full pipe or a closed one loses text, never the service */
FUNCTION(sys_write) {
  UNUSED;
  int fd;
  size_t len;
  if (JS_ToInt32(ctx, &fd, argv[0])) return JS_EXCEPTION;
  const char *text = JS_ToCStringLen(ctx, &len, argv[1]);
  if (!text) return JS_EXCEPTION;
  for (size_t done = 0; done < len;) {
    ssize_t put = write(fd, text + done, len - done);
    if (put < 0 && errno != EINTR) break;
    if (put > 0) done += put;
  }
  JS_FreeCString(ctx, text);
  return JS_UNDEFINED;
}

FUNCTION(sys_exit) {
  UNUSED;
  int status = 0;
  JS_ToInt32(ctx, &status, argv[0]);
  exit(status);
}

FUNCTION(sys_pid) {
  UNUSED;
  return JS_NewInt32(ctx, getpid());
}

FUNCTION(sys_hostname) {
  UNUSED;
  char name[256] = "";
  gethostname(name, sizeof(name) - 1);
  return JS_NewString(ctx, name);
}

/* resident(): bytes of memory this process occupies */
FUNCTION(sys_resident) {
  UNUSED;
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file) {
    if (fscanf(file, "%*d %ld", &pages) != 1) pages = 0;
    fclose(file);
  }
  return JS_NewInt64(ctx, (int64_t)pages * sysconf(_SC_PAGESIZE));
}

/* heap(): bytes that QuickJS has allocated */
FUNCTION(sys_heap) {
  UNUSED;
  return JS_NewInt64(ctx, nano_heap_used());
}

FUNCTION(sys_collect) {
  UNUSED;
  JS_RunGC(JS_GetRuntime(ctx));
  return JS_UNDEFINED;
}

static JSValue run_job(JSContext *ctx, int argc, JSValueConst *argv) {
  return JS_Call(ctx, argv[0], JS_UNDEFINED, argc - 1, argv + 1);
}

/* enqueue(job, ...args): runs it after the current callback, before any event */
FUNCTION(sys_enqueue) {
  UNUSED;
  if (JS_EnqueueJob(ctx, run_job, argc, argv) < 0) return JS_EXCEPTION;
  return JS_UNDEFINED;
}

/* encode(text): ArrayBuffer of UTF-8 */
FUNCTION(sys_encode) {
  UNUSED;
  size_t len;
  const char *text = JS_ToCStringLen(ctx, &len, argv[0]);
  if (!text) return JS_EXCEPTION;
  JSValue bytes = JS_NewArrayBufferCopy(ctx, (const uint8_t *)text, len);
  JS_FreeCString(ctx, text);
  return bytes;
}

/* decode(bytes): text, with U+FFFD for what is not UTF-8 */
FUNCTION(sys_decode) {
  UNUSED;
  size_t len;
  uint8_t *bytes = nano_bytes(ctx, argv[0], &len);
  if (!bytes && len) return JS_EXCEPTION;
  return JS_NewStringLen(ctx, (const char *)bytes, len);
}

/* interfaces(): {name, address, netmask, family, internal, mac}[] of those that are up */
FUNCTION(sys_interfaces) {
  UNUSED;
  struct ifaddrs *all, *one, *link;
  if (getifaddrs(&all) < 0) return nano_throw_errno(ctx, errno, "getifaddrs");
  JSValue list = JS_NewArray(ctx);
  uint32_t count = 0;
  for (one = all; one; one = one->ifa_next) {
    if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET || !(one->ifa_flags & IFF_UP)) continue;
    char address[INET_ADDRSTRLEN] = "", netmask[INET_ADDRSTRLEN] = "";
    char mac[18] = "00:00:00:00:00:00";
    inet_ntop(AF_INET, &((struct sockaddr_in *)one->ifa_addr)->sin_addr, address, sizeof(address));
    if (one->ifa_netmask)
      inet_ntop(AF_INET, &((struct sockaddr_in *)one->ifa_netmask)->sin_addr, netmask, sizeof(netmask));
    for (link = all; link; link = link->ifa_next) {
      if (!link->ifa_addr || link->ifa_addr->sa_family != AF_PACKET || strcmp(link->ifa_name, one->ifa_name))
        continue;
      const unsigned char *m = ((struct sockaddr_ll *)link->ifa_addr)->sll_addr;
      snprintf(mac, sizeof(mac), "%02x:%02x:%02x:%02x:%02x:%02x", m[0], m[1], m[2], m[3], m[4], m[5]);
    }
    JSValue entry = JS_NewObject(ctx);
    JS_SetPropertyStr(ctx, entry, "name", JS_NewString(ctx, one->ifa_name));
    JS_SetPropertyStr(ctx, entry, "address", JS_NewString(ctx, address));
    JS_SetPropertyStr(ctx, entry, "netmask", JS_NewString(ctx, netmask));
    JS_SetPropertyStr(ctx, entry, "family", JS_NewString(ctx, "IPv4"));
    JS_SetPropertyStr(ctx, entry, "internal", JS_NewBool(ctx, one->ifa_flags & IFF_LOOPBACK));
    JS_SetPropertyStr(ctx, entry, "mac", JS_NewString(ctx, mac));
    JS_SetPropertyUint32(ctx, list, count++, entry);
  }
  freeifaddrs(all);
  return list;
}

static const JSCFunctionListEntry exports[] = {
    JS_CFUNC_DEF("setHooks", 1, sys_set_hooks),
    JS_CFUNC_DEF("now", 0, sys_now),
    JS_CFUNC_DEF("random", 1, sys_random),
    JS_CFUNC_DEF("environment", 0, sys_environment),
    JS_CFUNC_DEF("commandLine", 0, sys_arguments),
    JS_CFUNC_DEF("readFile", 1, sys_read_file),
    JS_CFUNC_DEF("exists", 1, sys_exists),
    JS_CFUNC_DEF("write", 2, sys_write),
    JS_CFUNC_DEF("exit", 1, sys_exit),
    JS_CFUNC_DEF("pid", 0, sys_pid),
    JS_CFUNC_DEF("hostname", 0, sys_hostname),
    JS_CFUNC_DEF("resident", 0, sys_resident),
    JS_CFUNC_DEF("heap", 0, sys_heap),
    JS_CFUNC_DEF("collect", 0, sys_collect),
    JS_CFUNC_DEF("enqueue", 1, sys_enqueue),
    JS_CFUNC_DEF("encode", 1, sys_encode),
    JS_CFUNC_DEF("decode", 1, sys_decode),
    JS_CFUNC_DEF("interfaces", 0, sys_interfaces),
};

static int init(JSContext *ctx, JSModuleDef *module) {
  return JS_SetModuleExportList(ctx, module, exports, countof(exports));
}

void nano_init_sys(JSContext *ctx, int argc, char **argv) {
  arg_count = argc;
  args = argv;
  nano_module(ctx, "nano:sys", exports, countof(exports), init);
}
