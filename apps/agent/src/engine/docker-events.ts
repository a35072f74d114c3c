import { Readable } from 'node:stream';
import { type Clock, labels, sleep } from '@nanoedge/base';
import type Docker from 'dockerode';
import * as z from 'zod/mini';
import { parseJson } from '@nanoedge/protocol';
import { engineDelayMs } from '../time/back-off.ts';
import type { EngineEvent } from './engine.ts';

const Message = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.optional(z.record(z.string(), z.string())) }),
});

/**
 * Actions after which a plan may come out different; the many others (exec, attach, top …) are not
 * even sent to us.
 */
const containerActions = [
  'create',
  'start',
  'die',
  'destroy',
  'pause',
  'unpause',
  'rename',
  'update',
  'oom',
];
const imageActions = ['load', 'pull', 'import', 'tag', 'untag', 'delete'];
const actions = [...containerActions, ...imageActions];

const parseEvent = (line: string): EngineEvent | null => {
  const message = parseJson(Message, line, 'engine event');
  if (message.Type === 'image') return { kind: 'image', action: message.Action };
  if (message.Type !== 'container') return null;
  return {
    kind: 'container',
    action: message.Action,
    container: message.Actor.ID,
    device: message.Actor.Attributes?.[labels.device] ?? null,
  };
};

export interface DockerWatch {
  docker: Docker;
  clock: Clock;
  listener: (event: EngineEvent) => void;
}

/** The lines of a stream of text, each when it is complete. */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Reads the engine's event stream until it ends; returns whether it ever began. */
const readOnce = async (watch: DockerWatch, signal: AbortSignal): Promise<boolean> => {
  let stream: Readable;
  try {
    const opened = await watch.docker.getEvents({
      abortSignal: signal,
      filters: { type: ['container', 'image'], event: actions },
    });
    if (!(opened instanceof Readable)) return false;
    stream = opened;
  } catch {
    return false;
  }
  watch.listener({ kind: 'up' });
  const close = (): void => {
    stream.destroy();
  };
  signal.addEventListener('abort', close, { once: true });
  try {
    for await (const line of linesOf(stream)) {
      const event = line.trim() === '' ? null : parseEvent(line);
      if (event !== null) watch.listener(event);
    }
  } catch {
    // A broken stream ends like any other; the caller opens the next one
  } finally {
    signal.removeEventListener('abort', close);
    stream.destroy();
  }
  if (!signal.aborted) watch.listener({ kind: 'down' });
  return true;
};

/** Keeps one event stream open until `signal` aborts, with back-off while the engine is away. */
export const watchDocker = (watch: DockerWatch, signal: AbortSignal): void => {
  const loop = async (): Promise<void> => {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      if (await readOnce(watch, signal)) attempt = 0;
      await sleep(watch.clock, engineDelayMs(attempt), signal);
    }
  };
  void loop();
};
