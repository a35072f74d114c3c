/* nano:crypto — AES-CCM and HKDF with SHA-256 from BearSSL, which computes both in constant time. */
#include <bearssl.h>
#include <errno.h>
#include <string.h>

#include "nano.h"

#define MAX_TAG 16
#define MAX_OUTPUT 255

/* The bytes of argument `index`; an empty one is no error. Answers 0 with a pending exception otherwise. */
static int read_bytes(JSContext *ctx, JSValueConst value, const uint8_t **bytes, size_t *len) {
  *bytes = nano_bytes(ctx, value, len);
  return *bytes || *len == 0;
}

/*
 * ccm(encrypt, key, nonce, data, text, tagLength): text with its tag behind it, or without it when it was taken off
 * and found right; null when it was wrong.
 */
static JSValue crypto_ccm(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  const int encrypt = JS_ToBool(ctx, argv[0]);
  const uint8_t *key, *nonce, *data, *text;
  size_t key_len, nonce_len, data_len, text_len;
  int tag_len;
  if (!read_bytes(ctx, argv[1], &key, &key_len) || !read_bytes(ctx, argv[2], &nonce, &nonce_len) ||
      !read_bytes(ctx, argv[3], &data, &data_len) || !read_bytes(ctx, argv[4], &text, &text_len) ||
      JS_ToInt32(ctx, &tag_len, argv[5]))
    return JS_EXCEPTION;
  if (key_len != 16 || tag_len < 4 || tag_len > MAX_TAG || (!encrypt && text_len < (size_t)tag_len))
    return nano_throw_errno(ctx, EINVAL, "ccm");
  const size_t plain_len = encrypt ? text_len : text_len - tag_len;
  br_aes_ct_ctrcbc_keys aes;
  br_ccm_context ccm;
  br_aes_ct_ctrcbc_init(&aes, key, key_len);
  br_ccm_init(&ccm, &aes.vtable);
  if (!br_ccm_reset(&ccm, nonce, nonce_len, data_len, plain_len, tag_len))
    return nano_throw_errno(ctx, EINVAL, "ccm");
  br_ccm_aad_inject(&ccm, data, data_len);
  br_ccm_flip(&ccm);
  uint8_t *out = js_malloc(ctx, plain_len + MAX_TAG);
  if (!out) return JS_EXCEPTION;
  if (plain_len) memcpy(out, text, plain_len);
  br_ccm_run(&ccm, encrypt, out, plain_len);
  JSValue result = JS_NULL;
  if (encrypt) {
    br_ccm_get_tag(&ccm, out + plain_len);
    result = JS_NewArrayBufferCopy(ctx, out, plain_len + tag_len);
  } else if (br_ccm_check_tag(&ccm, text + plain_len)) {
    result = JS_NewArrayBufferCopy(ctx, out, plain_len);
  }
  js_free(ctx, out);
  return result;
}

/* hkdf(secret, salt, info, length): ArrayBuffer (RFC 5869 with SHA-256) */
static JSValue crypto_hkdf(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  const uint8_t *secret, *salt, *info;
  size_t secret_len, salt_len, info_len;
  int length;
  if (!read_bytes(ctx, argv[0], &secret, &secret_len) || !read_bytes(ctx, argv[1], &salt, &salt_len) ||
      !read_bytes(ctx, argv[2], &info, &info_len) || JS_ToInt32(ctx, &length, argv[3]))
    return JS_EXCEPTION;
  if (length < 0 || length > MAX_OUTPUT) return nano_throw_errno(ctx, EINVAL, "hkdf");
  uint8_t out[MAX_OUTPUT];
  br_hkdf_context hkdf;
  br_hkdf_init(&hkdf, &br_sha256_vtable, salt, salt_len);
  br_hkdf_inject(&hkdf, secret, secret_len);
  br_hkdf_flip(&hkdf);
  br_hkdf_produce(&hkdf, info, info_len, out, length);
  return JS_NewArrayBufferCopy(ctx, out, length);
}

static const JSCFunctionListEntry exports[] = {
    JS_CFUNC_DEF("ccm", 6, crypto_ccm),
    JS_CFUNC_DEF("hkdf", 4, crypto_hkdf),
};

static int init(JSContext *ctx, JSModuleDef *module) {
  return JS_SetModuleExportList(ctx, module, exports, countof(exports));
}

void nano_init_crypto(JSContext *ctx) {
  nano_module(ctx, "nano:crypto", exports, countof(exports), init);
}
