import { EventEmitter } from 'events';
import { commandLine, enqueue, environment, exit, heap, now, pid, resident, write } from 'nano:sys';
import { onLoopEnd, onSignal } from './loop.ts';

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const startedAt = now();

function readEnvironment(): Record<string, string> {
  const pairs = environment().map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, at), line.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}

function memoryUsage(): {
  rss: number;
  heapTotal: number;
  heapUsed: number;
  external: number;
  arrayBuffers: number;
} {
  const used = heap();
  return { rss: resident(), heapTotal: used, heapUsed: used, external: 0, arrayBuffers: 0 };
}
memoryUsage.rss = resident;

function hrtime(before?: [number, number]): [number, number] {
  const nanoseconds =
    Math.round(now() * 1e6) - (before === undefined ? 0 : before[0] * 1e9 + before[1]);
  return [Math.floor(nanoseconds / 1e9), nanoseconds % 1e9];
}
hrtime.bigint = (): bigint => BigInt(Math.round(now() * 1e6));

function stream(fd: 1 | 2): { write(text: string): boolean; isTTY: false } {
  return {
    isTTY: false,
    write(text) {
      write(fd, String(text));
      return true;
    },
  };
}

/**
 * The part of Node's `process` that a service needs. Signals without a listener end it, as in Node.
 */
export class Process extends EventEmitter {
  readonly env = readEnvironment();
  readonly argv = commandLine();
  readonly execArgv: string[] = [];
  readonly pid = pid();
  readonly platform = 'linux';
  readonly title = 'nano';
  readonly version = '';
  readonly versions: Record<string, string> = {};
  readonly stdout = stream(1);
  readonly stderr = stream(2);
  readonly memoryUsage = memoryUsage;
  readonly hrtime = hrtime;
  exitCode: number | undefined = undefined;
  #exiting = false;

  nextTick<T extends unknown[]>(callback: (...args: T) => void, ...args: T): void {
    enqueue(callback, ...args);
  }

  exit(code?: number): never {
    return exit(this.finish(code));
  }

  /** Emits 'exit' once and answers the status to end with. */
  finish(code?: number): number {
    const status = code ?? this.exitCode ?? 0;
    if (!this.#exiting) {
      this.#exiting = true;
      this.exitCode = status;
      this.emit('exit', status);
    }
    return this.exitCode ?? status;
  }

  uptime(): number {
    return (now() - startedAt) / 1000;
  }

  cwd(): string {
    return '/';
  }

  emitWarning(warning: unknown): void {
    write(2, `${JSON.stringify({ level: 'warn', event: 'warning', message: String(warning) })}\n`);
  }
}

const process = new Process();
for (const [name, number] of Object.entries(SIGNALS)) {
  onSignal(number, () => {
    if (!process.emit(name, name, number)) process.exit(128 + number);
  });
}
onLoopEnd(() => process.finish());

export const { env, argv, stdout, stderr } = process;
export const nextTick = process.nextTick.bind(process);
export default process;
