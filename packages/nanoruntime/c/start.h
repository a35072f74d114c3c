#ifndef NANO_START_H
#define NANO_START_H

#include <quickjs.h>

/*
 * Starts the service whose file argv[1] names, else /service.qbc; `main_promise` settles when its main module has run.
 * Ends the process when there is none.
 */
JSContext *nano_start(int argc, char **argv, JSValue *main_promise);

#endif
