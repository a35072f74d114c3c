import { InvalidMessage, parse } from '@nanoedge/protocol';
import { linkRefusals } from '@nanoedge/words';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type * as z from 'zod/mini';
import { isDatabaseLost } from '../db/lost.ts';
import { Refusal } from '../services/errors.ts';

/** A no is the sender's fault, or, with `later`, ours for the moment. */
export interface RefusedMessage {
  ok: false;
  error: string;
  later?: true;
}

/** What the sender is told of an error; nothing of ours is. */
export const refusedBy = (error: unknown, log: Logger): RefusedMessage => {
  if (error instanceof InvalidMessage || error instanceof Refusal)
    return { ok: false, error: error.message };
  log.error({ err: error }, 'socket message failed');
  const why = isDatabaseLost(error) ? linkRefusals.noDatabase : linkRefusals.failed;
  return { ok: false, error: why, later: true };
};

/**
 * Answers one kind of message: checks it, calls, acknowledges with `{ok, value}` or `{ok: false,
 * error}`, and `later` where the sender is not at fault.
 */
export const answering = <T extends z.ZodMiniType>(
  socket: Socket,
  message: { name: string; schema: T; log: Logger },
  handle: (value: z.output<T>) => Promise<unknown>,
): void => {
  socket.on(message.name, (payload: unknown, acknowledge: unknown) => {
    const reply = (answer: { ok: true; value: unknown } | RefusedMessage): void => {
      if (typeof acknowledge === 'function') acknowledge(answer);
    };
    Promise.resolve()
      .then(() => handle(parse(message.schema, payload, message.name)))
      .then(
        (value) => reply({ ok: true, value }),
        (error: unknown) => reply(refusedBy(error, message.log)),
      );
  });
};
