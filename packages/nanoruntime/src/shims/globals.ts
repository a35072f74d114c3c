import { Buffer } from 'buffer';
import { enqueue } from 'nano:sys';
import { AbortController, AbortSignal } from './abort.ts';
import { console } from './console.ts';
import { webcrypto } from './crypto.ts';
import { performance } from './perf-hooks.ts';
import process from './process.ts';
import { structuredClone } from './structured-clone.ts';
import { TextDecoder, TextEncoder } from './text.ts';
import timers from './timers.ts';
import { URL, URLSearchParams } from './url.ts';

/** What Node gives to every module without an import. */
const globals = {
  ...timers,
  AbortController,
  AbortSignal,
  Buffer,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  console,
  crypto: webcrypto,
  global: globalThis,
  performance,
  process,
  queueMicrotask: (job: () => void): void => enqueue(job),
  structuredClone,
};

for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
