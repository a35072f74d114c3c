import { InvalidMessage, parse } from '@nanoedge/protocol';
import { linkRefusals } from '@nanoedge/words';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type * as z from 'zod/mini';
import { Refusal } from '../services/errors.ts';

const explain = (error: unknown, log: Logger): string => {
  if (error instanceof InvalidMessage || error instanceof Refusal) return error.message;
  log.error({ err: error }, 'socket message failed');
  return linkRefusals.failed;
};

/**
 * Answers one kind of message: checks it, calls, acknowledges with `{ok, value}` or `{ok: false,
 * error}`.
 */
export const answering = <T extends z.ZodMiniType>(
  socket: Socket,
  message: { name: string; schema: T; log: Logger },
  handle: (value: z.output<T>) => Promise<unknown>,
): void => {
  socket.on(message.name, (payload: unknown, acknowledge: unknown) => {
    const reply = (answer: { ok: true; value: unknown } | { ok: false; error: string }): void => {
      if (typeof acknowledge === 'function') acknowledge(answer);
    };
    Promise.resolve()
      .then(() => handle(parse(message.schema, payload, message.name)))
      .then(
        (value) => reply({ ok: true, value }),
        (error: unknown) => reply({ ok: false, error: explain(error, message.log) }),
      );
  });
};
