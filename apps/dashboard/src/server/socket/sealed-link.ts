import { type LinkChannel, SealBroken } from '@nanoedge/link';
import { linkRefusals } from '@nanoedge/words';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type * as z from 'zod/mini';
import { type RefusedMessage, refusedBy } from './answering.ts';
import { parse } from '@nanoedge/protocol';

const answerWithinMs = 5_000;

/**
 * The link of an agent that proved who it is. Whatever comes that the agent did not say, and then,
 * ends it unheeded.
 */
export class SealedLink {
  readonly #socket: Socket;
  readonly #channel: LinkChannel;
  readonly #log: Logger;

  constructor(socket: Socket, channel: LinkChannel, log: Logger) {
    this.#socket = socket;
    this.#channel = channel;
    this.#log = log;
  }

  /** Says something, and does not wait. */
  tell(event: string, payload: unknown): void {
    this.#socket.emit(event, this.#channel.seal(event, payload), () => undefined);
  }

  /** What the agent answers; null when it gives no answer within five seconds. */
  async ask(event: string, payload: unknown): Promise<unknown> {
    const sealed = this.#channel.seal(event, payload);
    let raw: unknown;
    try {
      raw = await this.#socket.timeout(answerWithinMs).emitWithAck(event, sealed);
    } catch {
      // It went away meanwhile, or is older than the question
      return null;
    }
    return this.#trusted(() => this.#channel.openAnswer(sealed.n, event, raw)) ?? null;
  }

  /** Answers one kind of message, as `answering` does, sealed. */
  answer<T extends z.ZodMiniType>(
    { name, schema }: { name: string; schema: T },
    handle: (value: z.output<T>) => Promise<unknown>,
  ): void {
    this.#socket.on(name, (message: unknown, acknowledge: unknown) => {
      const opened = this.#trusted(() => this.#channel.open(name, message));
      if (opened === undefined) return;
      const { n, payload } = opened;
      const reply = (answer: { ok: true; value: unknown } | RefusedMessage): void => {
        if (typeof acknowledge === 'function')
          acknowledge(this.#channel.sealAnswer(n, name, answer));
      };
      Promise.resolve()
        .then(() => handle(parse(schema, payload, name)))
        .then(
          (value) => reply({ ok: true, value }),
          (error: unknown) => reply(refusedBy(error, this.#log)),
        );
    });
  }

  end(): void {
    this.#socket.disconnect(true);
  }

  /** Undefined, and the end of the link, for what the agent did not say. */
  #trusted<T>(open: () => T): T | undefined {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.#log.error({ problem: error.message }, linkRefusals.brokenSeal);
      this.end();
      return undefined;
    }
  }
}
