/*
 * nano:sqlite — one class, Database. Statements belong to their database and die with it.
 * Values: null, number, bigint, text, Uint8Array both ways; rows are plain objects.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "nano.h"

#define MAX_SAFE_INTEGER 9007199254740991LL

static JSClassID database_class, statement_class;

typedef struct {
  sqlite3 *handle;
} Database;

typedef struct {
  sqlite3_stmt *handle;
  JSValue database;
} Statement;

static void free_database(JSRuntime *rt, JSValue value) {
  (void)rt;
  Database *db = JS_GetOpaque(value, database_class);
  if (!db) return;
  sqlite3_close_v2(db->handle);
  free(db);
}

static void free_statement(JSRuntime *rt, JSValue value) {
  Statement *st = JS_GetOpaque(value, statement_class);
  if (!st) return;
  sqlite3_finalize(st->handle);
  JS_FreeValueRT(rt, st->database);
  free(st);
}

static void mark_statement(JSRuntime *rt, JSValueConst value, JS_MarkFunc *mark) {
  Statement *st = JS_GetOpaque(value, statement_class);
  if (st) JS_MarkValue(rt, st->database, mark);
}

static JSValue throw_sqlite(JSContext *ctx, sqlite3 *handle, int code) {
  JSValue error = JS_NewError(ctx);
  const char *message = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  const int flags = JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE;
  JS_DefinePropertyValueStr(ctx, error, "message", JS_NewString(ctx, message), flags);
  JS_SetPropertyStr(ctx, error, "code", JS_NewString(ctx, "ERR_SQLITE_ERROR"));
  JS_SetPropertyStr(ctx, error, "errcode", JS_NewInt32(ctx, handle ? sqlite3_extended_errcode(handle) : code));
  JS_SetPropertyStr(ctx, error, "errstr", JS_NewString(ctx, sqlite3_errstr(code)));
  return JS_Throw(ctx, error);
}

static sqlite3 *open_handle(JSContext *ctx, JSValueConst value) {
  Database *db = JS_GetOpaque2(ctx, value, database_class);
  if (!db) return NULL;
  if (!db->handle) JS_ThrowTypeError(ctx, "database is not open");
  return db->handle;
}

/* open(path): Database */
static JSValue sql_open(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  sqlite3 *handle = NULL;
  int code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  JS_FreeCString(ctx, path);
  if (code != SQLITE_OK) {
    JSValue thrown = throw_sqlite(ctx, handle, code);
    sqlite3_close_v2(handle);
    return thrown;
  }
  sqlite3_extended_result_codes(handle, 1);
  Database *db = malloc(sizeof(*db));
  db->handle = handle;
  JSValue object = JS_NewObjectClass(ctx, database_class);
  JS_SetOpaque(object, db);
  return object;
}

/* close(database); its statements can no longer be used */
static JSValue sql_close(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  if (!open_handle(ctx, argv[0])) return JS_EXCEPTION;
  Database *db = JS_GetOpaque(argv[0], database_class);
  sqlite3_close_v2(db->handle);
  db->handle = NULL;
  return JS_UNDEFINED;
}

/* exec(database, sql): any number of statements, no rows */
static JSValue sql_exec(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  sqlite3 *handle = open_handle(ctx, argv[0]);
  const char *sql = handle ? JS_ToCString(ctx, argv[1]) : NULL;
  if (!sql) return JS_EXCEPTION;
  int code = sqlite3_exec(handle, sql, NULL, NULL, NULL);
  JS_FreeCString(ctx, sql);
  return code == SQLITE_OK ? JS_UNDEFINED : throw_sqlite(ctx, handle, code);
}

/* inTransaction(database): boolean */
static JSValue sql_in_transaction(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  sqlite3 *handle = open_handle(ctx, argv[0]);
  return handle ? JS_NewBool(ctx, !sqlite3_get_autocommit(handle)) : JS_EXCEPTION;
}

/* prepare(database, sql): Statement */
static JSValue sql_prepare(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  sqlite3 *handle = open_handle(ctx, argv[0]);
  size_t len;
  const char *sql = handle ? JS_ToCStringLen(ctx, &len, argv[1]) : NULL;
  if (!sql) return JS_EXCEPTION;
  sqlite3_stmt *prepared = NULL;
  int code = sqlite3_prepare_v2(handle, sql, len + 1, &prepared, NULL);
  JS_FreeCString(ctx, sql);
  if (code != SQLITE_OK) return throw_sqlite(ctx, handle, code);
  if (!prepared) return JS_ThrowTypeError(ctx, "no statement in the SQL text");
  Statement *st = malloc(sizeof(*st));
  st->handle = prepared;
  st->database = JS_DupValue(ctx, argv[0]);
  JSValue object = JS_NewObjectClass(ctx, statement_class);
  JS_SetOpaque(object, st);
  return object;
}

/* parameters(statement): (name | null)[] in their order, names with their prefix */
static JSValue sql_parameters(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  (void)self, (void)argc;
  Statement *st = JS_GetOpaque2(ctx, argv[0], statement_class);
  if (!st) return JS_EXCEPTION;
  JSValue list = JS_NewArray(ctx);
  const int count = sqlite3_bind_parameter_count(st->handle);
  for (int i = 1; i <= count; i++) {
    const char *name = sqlite3_bind_parameter_name(st->handle, i);
    JS_SetPropertyUint32(ctx, list, i - 1, name ? JS_NewString(ctx, name) : JS_NULL);
  }
  return list;
}

static int bind_number(JSContext *ctx, sqlite3_stmt *st, int at, JSValueConst value) {
  double number;
  JS_ToFloat64(ctx, &number, value);
  if (number >= -MAX_SAFE_INTEGER && number <= MAX_SAFE_INTEGER && number == (double)(int64_t)number)
    return sqlite3_bind_int64(st, at, (int64_t)number);
  return sqlite3_bind_double(st, at, number);
}

/* SQLITE_MISMATCH stands for "a type that SQLite does not know". */
static int bind_value(JSContext *ctx, sqlite3_stmt *st, int at, JSValueConst value) {
  size_t len;
  if (JS_IsNull(value)) return sqlite3_bind_null(st, at);
  if (JS_IsNumber(value)) return bind_number(ctx, st, at, value);
  if (JS_IsString(value)) {
    const char *text = JS_ToCStringLen(ctx, &len, value);
    if (!text) return SQLITE_NOMEM;
    int code = sqlite3_bind_text(st, at, text, len, SQLITE_TRANSIENT);
    JS_FreeCString(ctx, text);
    return code;
  }
  if (JS_IsBigInt(ctx, value)) {
    int64_t number;
    return JS_ToBigInt64(ctx, &number, value) ? SQLITE_MISMATCH : sqlite3_bind_int64(st, at, number);
  }
  if (!JS_IsObject(value)) return SQLITE_MISMATCH;
  uint8_t *bytes = nano_bytes(ctx, value, &len);
  if (!bytes) {
    JS_FreeValue(ctx, JS_GetException(ctx));
    return SQLITE_MISMATCH;
  }
  return sqlite3_bind_blob(st, at, bytes, len, SQLITE_TRANSIENT);
}

static JSValue column(JSContext *ctx, sqlite3_stmt *st, int at) {
  switch (sqlite3_column_type(st, at)) {
    case SQLITE_INTEGER: {
      const int64_t number = sqlite3_column_int64(st, at);
      if (number > MAX_SAFE_INTEGER || number < -MAX_SAFE_INTEGER)
        return JS_ThrowRangeError(ctx, "integer in column %d is too large for a number", at);
      return JS_NewInt64(ctx, number);
    }
    case SQLITE_FLOAT:
      return JS_NewFloat64(ctx, sqlite3_column_double(st, at));
    case SQLITE_TEXT: {
      const char *text = (const char *)sqlite3_column_text(st, at);
      return JS_NewStringLen(ctx, text, sqlite3_column_bytes(st, at));
    }
    case SQLITE_BLOB: {
      const uint8_t *bytes = sqlite3_column_blob(st, at);
      JSValue buffer = JS_NewArrayBufferCopy(ctx, bytes, sqlite3_column_bytes(st, at));
      JSValue array = JS_NewTypedArray(ctx, 1, &buffer, JS_TYPED_ARRAY_UINT8);
      JS_FreeValue(ctx, buffer);
      return array;
    }
    default:
      return JS_NULL;
  }
}

static JSValue row(JSContext *ctx, sqlite3_stmt *st) {
  JSValue object = JS_NewObjectProto(ctx, JS_NULL);
  const int count = sqlite3_column_count(st);
  for (int i = 0; i < count; i++) {
    JSValue value = column(ctx, st, i);
    if (JS_IsException(value)) {
      JS_FreeValue(ctx, object);
      return value;
    }
    JS_SetPropertyStr(ctx, object, sqlite3_column_name(st, i), value);
  }
  return object;
}

enum { STEP_RUN, STEP_GET, STEP_ALL };

static JSValue changes(JSContext *ctx, sqlite3 *handle) {
  JSValue result = JS_NewObject(ctx);
  JS_SetPropertyStr(ctx, result, "changes", JS_NewInt64(ctx, sqlite3_changes64(handle)));
  JS_SetPropertyStr(ctx, result, "lastInsertRowid", JS_NewInt64(ctx, sqlite3_last_insert_rowid(handle)));
  return result;
}

static JSValue step(JSContext *ctx, sqlite3 *handle, sqlite3_stmt *st, int mode) {
  JSValue result = mode == STEP_ALL ? JS_NewArray(ctx) : JS_UNDEFINED;
  uint32_t count = 0;
  int code;
  while ((code = sqlite3_step(st)) == SQLITE_ROW) {
    if (mode == STEP_RUN) continue;
    JSValue one = row(ctx, st);
    if (JS_IsException(one)) {
      JS_FreeValue(ctx, result);
      return one;
    }
    if (mode == STEP_GET) return one;
    JS_SetPropertyUint32(ctx, result, count++, one);
  }
  if (code != SQLITE_DONE) {
    JS_FreeValue(ctx, result);
    return throw_sqlite(ctx, handle, code);
  }
  return mode == STEP_RUN ? changes(ctx, handle) : result;
}

/* run | get | all (statement, values: array) */
static JSValue sql_step(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv, int mode) {
  (void)self, (void)argc;
  Statement *st = JS_GetOpaque2(ctx, argv[0], statement_class);
  sqlite3 *handle = st ? open_handle(ctx, st->database) : NULL;
  if (!handle) return JS_EXCEPTION;
  const int count = sqlite3_bind_parameter_count(st->handle);
  int code = SQLITE_OK;
  for (int i = 0; i < count && code == SQLITE_OK; i++) {
    JSValue value = JS_GetPropertyUint32(ctx, argv[1], i);
    /* A value left out is NULL, as in node:sqlite. */
    code = JS_IsUndefined(value) ? sqlite3_bind_null(st->handle, i + 1) : bind_value(ctx, st->handle, i + 1, value);
    JS_FreeValue(ctx, value);
    if (code == SQLITE_MISMATCH)
      return JS_ThrowTypeError(ctx, "Provided value cannot be bound to SQLite parameter %d.", i + 1);
  }
  JSValue result = code == SQLITE_OK ? step(ctx, handle, st->handle, mode) : throw_sqlite(ctx, handle, code);
  sqlite3_reset(st->handle);
  sqlite3_clear_bindings(st->handle);
  return result;
}

static const JSCFunctionListEntry exports[] = {
    JS_CFUNC_DEF("open", 1, sql_open),
    JS_CFUNC_DEF("close", 1, sql_close),
    JS_CFUNC_DEF("exec", 2, sql_exec),
    JS_CFUNC_DEF("inTransaction", 1, sql_in_transaction),
    JS_CFUNC_DEF("prepare", 2, sql_prepare),
    JS_CFUNC_DEF("parameters", 1, sql_parameters),
    JS_CFUNC_MAGIC_DEF("run", 2, sql_step, STEP_RUN),
    JS_CFUNC_MAGIC_DEF("get", 2, sql_step, STEP_GET),
    JS_CFUNC_MAGIC_DEF("all", 2, sql_step, STEP_ALL),
};

static int init(JSContext *ctx, JSModuleDef *module) {
  return JS_SetModuleExportList(ctx, module, exports, countof(exports));
}

void nano_init_sqlite(JSContext *ctx) {
  static const JSClassDef database = {"Database", .finalizer = free_database};
  static const JSClassDef statement = {"Statement", .finalizer = free_statement, .gc_mark = mark_statement};
  JS_NewClassID(&database_class);
  JS_NewClassID(&statement_class);
  JS_NewClass(JS_GetRuntime(ctx), database_class, &database);
  JS_NewClass(JS_GetRuntime(ctx), statement_class, &statement);
  nano_module(ctx, "nano:sqlite", exports, countof(exports), init);
}
