/* nano:udp — non-blocking datagram sockets. Errors throw with Node's `code`, see nano_throw_errno. */
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "nano.h"

#define MAX_DATAGRAM 65536

static uint8_t datagram[MAX_DATAGRAM];

/* Turns an address literal and a port into a socket address; 0 when the text is no address. */
static socklen_t to_sockaddr(const char *host, int port, struct sockaddr_storage *out) {
  memset(out, 0, sizeof(*out));
  struct sockaddr_in *v4 = (struct sockaddr_in *)out;
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;
  if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    return sizeof(*v4);
  }
  char plain[INET6_ADDRSTRLEN + IF_NAMESIZE + 1];
  snprintf(plain, sizeof(plain), "%s", host);
  char *scope = strchr(plain, '%');
  if (scope) *scope++ = 0;
  if (inet_pton(AF_INET6, plain, &v6->sin6_addr) != 1) return 0;
  v6->sin6_family = AF_INET6;
  v6->sin6_port = htons(port);
  if (scope) v6->sin6_scope_id = if_nametoindex(scope);
  return sizeof(*v6);
}

static JSValue endpoint(JSContext *ctx, const struct sockaddr_storage *from) {
  char text[INET6_ADDRSTRLEN] = "";
  int port;
  const int is_v6 = from->ss_family == AF_INET6;
  if (is_v6) {
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)from;
    inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof(text));
    port = ntohs(v6->sin6_port);
  } else {
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)from;
    inet_ntop(AF_INET, &v4->sin_addr, text, sizeof(text));
    port = ntohs(v4->sin_port);
  }
  JSValue object = JS_NewObject(ctx);
  JS_SetPropertyStr(ctx, object, "address", JS_NewString(ctx, text));
  JS_SetPropertyStr(ctx, object, "family", JS_NewString(ctx, is_v6 ? "IPv6" : "IPv4"));
  JS_SetPropertyStr(ctx, object, "port", JS_NewInt32(ctx, port));
  return object;
}

/* open(isV6: boolean, reuseAddr: boolean): fd */
static JSValue udp_open(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  const int domain = JS_ToBool(ctx, argv[0]) ? AF_INET6 : AF_INET, on = 1;
  int fd = socket(domain, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return nano_throw_errno(ctx, errno, "socket");
  if (JS_ToBool(ctx, argv[1])) setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (nano_watch(fd) < 0) {
    close(fd);
    return nano_throw_errno(ctx, EMFILE, "socket");
  }
  return JS_NewInt32(ctx, fd);
}

/* bind(fd, address, port) */
static JSValue udp_bind(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  int fd, port;
  if (JS_ToInt32(ctx, &fd, argv[0]) || JS_ToInt32(ctx, &port, argv[2])) return JS_EXCEPTION;
  const char *host = JS_ToCString(ctx, argv[1]);
  if (!host) return JS_EXCEPTION;
  struct sockaddr_storage to;
  socklen_t len = to_sockaddr(host, port, &to);
  JS_FreeCString(ctx, host);
  if (!len) return nano_throw_errno(ctx, EINVAL, "bind");
  if (bind(fd, (struct sockaddr *)&to, len) < 0) return nano_throw_errno(ctx, errno, "bind");
  return JS_UNDEFINED;
}

/* Reads {address, port} of JavaScript; 0 with a pending exception when they name no endpoint. */
static socklen_t read_target(JSContext *ctx, JSValueConst target, struct sockaddr_storage *to) {
  JSValue address = JS_GetPropertyStr(ctx, target, "address");
  JSValue port_value = JS_GetPropertyStr(ctx, target, "port");
  int port = 0;
  const char *host = JS_ToInt32(ctx, &port, port_value) ? NULL : JS_ToCString(ctx, address);
  JS_FreeValue(ctx, address);
  JS_FreeValue(ctx, port_value);
  if (!host) return 0;
  socklen_t len = to_sockaddr(host, port, to);
  JS_FreeCString(ctx, host);
  if (!len) nano_throw_errno(ctx, EINVAL, "send");
  return len;
}

/* send(fd, bytes, {address, port}): bytes sent */
static JSValue udp_send(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  int fd;
  size_t size;
  struct sockaddr_storage to;
  if (JS_ToInt32(ctx, &fd, argv[0])) return JS_EXCEPTION;
  socklen_t len = read_target(ctx, argv[2], &to);
  if (!len) return JS_EXCEPTION;
  uint8_t *bytes = nano_bytes(ctx, argv[1], &size);
  if (!bytes && size > 0) return JS_EXCEPTION;
  ssize_t sent = sendto(fd, bytes, size, 0, (struct sockaddr *)&to, len);
  if (sent < 0) return nano_throw_errno(ctx, errno, "send");
  return JS_NewInt32(ctx, sent);
}

/* recv(fd): {data: ArrayBuffer, address, family, port} | null when there is none */
static JSValue udp_recv(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  int fd;
  if (JS_ToInt32(ctx, &fd, argv[0])) return JS_EXCEPTION;
  struct sockaddr_storage from;
  socklen_t len = sizeof(from);
  ssize_t size = recvfrom(fd, datagram, sizeof(datagram), 0, (struct sockaddr *)&from, &len);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return JS_NULL;
  if (size < 0) return nano_throw_errno(ctx, errno, "recv");
  JSValue object = endpoint(ctx, &from);
  JS_SetPropertyStr(ctx, object, "data", JS_NewArrayBufferCopy(ctx, datagram, size));
  return object;
}

/* close(fd) */
static JSValue udp_close(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  int fd;
  if (JS_ToInt32(ctx, &fd, argv[0])) return JS_EXCEPTION;
  nano_unwatch(fd);
  close(fd);
  return JS_UNDEFINED;
}

/* address(fd): {address, family, port} */
static JSValue udp_address(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  int fd;
  if (JS_ToInt32(ctx, &fd, argv[0])) return JS_EXCEPTION;
  struct sockaddr_storage own;
  socklen_t len = sizeof(own);
  if (getsockname(fd, (struct sockaddr *)&own, &len) < 0)
    return nano_throw_errno(ctx, errno, "getsockname");
  return endpoint(ctx, &own);
}

enum { OPTION_BROADCAST, OPTION_TTL, OPTION_MULTICAST_TTL, OPTION_MULTICAST_LOOP };

/* setBroadcast(fd, value) and its sisters; `option` is the magic number. */
static JSValue udp_option(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv, int option) {
  (void)self, (void)argc;
  static const int map[][2] = {
      [OPTION_BROADCAST] = {SOL_SOCKET, SO_BROADCAST},
      [OPTION_TTL] = {IPPROTO_IP, IP_TTL},
      [OPTION_MULTICAST_TTL] = {IPPROTO_IP, IP_MULTICAST_TTL},
      [OPTION_MULTICAST_LOOP] = {IPPROTO_IP, IP_MULTICAST_LOOP},
  };
  int fd, value;
  if (JS_ToInt32(ctx, &fd, argv[0]) || JS_ToInt32(ctx, &value, argv[1])) return JS_EXCEPTION;
  if (setsockopt(fd, map[option][0], map[option][1], &value, sizeof(value)) < 0)
    return nano_throw_errno(ctx, errno, "setsockopt");
  return JS_UNDEFINED;
}

/* join(fd, group, interface) and leave; IPv4 only, "" means the default interface */
static JSValue udp_membership(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv, int name) {
  (void)self, (void)argc;
  int fd;
  if (JS_ToInt32(ctx, &fd, argv[0])) return JS_EXCEPTION;
  const char *group = JS_ToCString(ctx, argv[1]), *iface = JS_ToCString(ctx, argv[2]);
  struct ip_mreq request = {.imr_interface = {.s_addr = INADDR_ANY}};
  int valid = group && iface && inet_pton(AF_INET, group, &request.imr_multiaddr) == 1 &&
              (!*iface || inet_pton(AF_INET, iface, &request.imr_interface) == 1);
  JS_FreeCString(ctx, group);
  JS_FreeCString(ctx, iface);
  if (!valid) return nano_throw_errno(ctx, EINVAL, "addMembership");
  if (setsockopt(fd, IPPROTO_IP, name, &request, sizeof(request)) < 0)
    return nano_throw_errno(ctx, errno, "addMembership");
  return JS_UNDEFINED;
}

static const JSCFunctionListEntry exports[] = {
    JS_CFUNC_DEF("open", 2, udp_open),
    JS_CFUNC_DEF("bind", 3, udp_bind),
    JS_CFUNC_DEF("send", 3, udp_send),
    JS_CFUNC_DEF("recv", 1, udp_recv),
    JS_CFUNC_DEF("close", 1, udp_close),
    JS_CFUNC_DEF("address", 1, udp_address),
    JS_CFUNC_MAGIC_DEF("join", 3, udp_membership, IP_ADD_MEMBERSHIP),
    JS_CFUNC_MAGIC_DEF("leave", 3, udp_membership, IP_DROP_MEMBERSHIP),
    JS_CFUNC_MAGIC_DEF("setBroadcast", 2, udp_option, OPTION_BROADCAST),
    JS_CFUNC_MAGIC_DEF("setTTL", 2, udp_option, OPTION_TTL),
    JS_CFUNC_MAGIC_DEF("setMulticastTTL", 2, udp_option, OPTION_MULTICAST_TTL),
    JS_CFUNC_MAGIC_DEF("setMulticastLoopback", 2, udp_option, OPTION_MULTICAST_LOOP),
};

static int init(JSContext *ctx, JSModuleDef *module) {
  return JS_SetModuleExportList(ctx, module, exports, countof(exports));
}

void nano_init_udp(JSContext *ctx) { nano_module(ctx, "nano:udp", exports, countof(exports), init); }
