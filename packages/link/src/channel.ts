import { SealedMessage } from '@nanoedge/protocol';
import { linkSeals } from '@nanoedge/words';
import type { Binding } from './greeting.ts';
import type { SignText, Verifies } from './signing.ts';

type Side = 'agent' | 'dashboard';

const otherSide: Readonly<Record<Side, Side>> = { agent: 'dashboard', dashboard: 'agent' };

export interface ChannelEnd {
  side: Side;
  site: string;
  binding: Binding;
  sign: SignText;
  verifies: Verifies;
}

/** What came was not said by the other end, or not now, or not in this order. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/**
 * One end of a connection between an agent and its dashboard, after both have proved who they are.
 * Everything that is said is signed over the device, the site, what both made up for this
 * connection, its place in the order and its name: whoever is between them can neither make, change,
 * leave out, repeat nor carry anything over from another connection. Invariant: no number is used
 * twice by one side.
 */
export class LinkChannel {
  readonly #end: ChannelEnd;
  #said = 0;
  #heard = 0;

  constructor(end: ChannelEnd) {
    this.#end = end;
  }

  /** A message to the other end; `n` is what its answer goes by. */
  seal(event: string, payload: unknown): SealedMessage {
    this.#said += 1;
    return this.#sealed(this.#said, event, payload);
  }

  /** What the other end says; messages come in the order in which they were sealed. Throws SealBroken. */
  open(event: string, message: unknown): { n: number; payload: unknown } {
    const sealed = this.#opened(event, message);
    if (sealed.n !== this.#heard + 1) throw new SealBroken(linkSeals.order(event));
    this.#heard = sealed.n;
    return sealed;
  }

  /** The answer to the other end's message `n`. */
  sealAnswer(n: number, event: string, answer: unknown): SealedMessage {
    return this.#sealed(n, answerTo(event), answer);
  }

  /** The other end's answer to our message `n`. Throws SealBroken. */
  openAnswer(n: number, event: string, message: unknown): unknown {
    const sealed = this.#opened(answerTo(event), message);
    if (sealed.n !== n) throw new SealBroken(linkSeals.order(event));
    return sealed.payload;
  }

  #sealed(n: number, event: string, payload: unknown): SealedMessage {
    const body = JSON.stringify(payload);
    return { n, body, signature: this.#end.sign(this.#text(this.#end.side, { n, event, body })) };
  }

  #opened(event: string, message: unknown): { n: number; payload: unknown } {
    const checked = SealedMessage.safeParse(message);
    if (!checked.success) throw new SealBroken(linkSeals.unsigned(event));
    const { n, body, signature } = checked.data;
    const { side, verifies } = this.#end;
    if (!verifies(this.#text(otherSide[side], { n, event, body }), signature))
      throw new SealBroken(linkSeals.signature(event));
    try {
      return { n, payload: JSON.parse(body) };
    } catch {
      throw new SealBroken(linkSeals.unsigned(event));
    }
  }

  #text(side: Side, said: { n: number; event: string; body: string }): string {
    const { site, binding } = this.#end;
    const { device, agentNonce, dashboardNonce } = binding;
    const place = [device, site, agentNonce, dashboardNonce, String(said.n), said.event];
    return [`nanoedge link v2 ${side}`, ...place, said.body].join('\n');
  }
}

const answerTo = (event: string): string => `answer to ${event}`;
