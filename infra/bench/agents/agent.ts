import { generateKeyPairSync } from 'node:crypto';
import { doubling, halfRandom, sleep, systemClock } from '@nanoedge/base';
import {
  challengeText,
  enrolRequest,
  freshNonce,
  LinkChannel,
  proofText,
  publicKeyText,
  signerWith,
  type SignText,
  verifierOf,
  type Verifies,
} from '@nanoedge/link';
import {
  ack,
  agentLinkVersion,
  agentNamespace,
  Challenge,
  HelloAnswer,
  LinkBusy,
  type OutboxEvent,
  parse,
} from '@nanoedge/protocol';
import { io, type Socket } from 'socket.io-client';
import * as z from 'zod/mini';
import { joinKeyOf } from './site.ts';

class NoAnswer extends Error {}

/** As the agent waits between two tries. */
const backOffMs = doubling(500, 15_000);
/** As long as the agent waits for an acknowledgement. */
const answerWithinMs = 10_000;

const Busy = z.object({ data: LinkBusy });
const EventsStored = z.object({ ackedSeq: z.int() });
/** Of what it should do, only that it came: 500 documents are not checked here. */
const Greeted = z.object({ ackedSeq: z.int(), desired: z.object({ revision: z.int() }) });

/** One device as its agent speaks for it: own key, challenge, proof, hello, events in order. */
export class BenchAgent {
  readonly device: string;
  readonly #url: string;
  readonly #publicKey: string;
  readonly #sign: SignText;
  readonly #verifies: Verifies;
  #channel: LinkChannel | null = null;
  #socket: Socket | null = null;
  /** Sequence of the last event that was made, and of the last that the dashboard stored. */
  made = 0;
  stored = 0;
  /** Tries that did not end in a greeting. */
  failed = 0;
  /** Tries that were told to come back later. */
  deferred = 0;

  /** `key`: that of the dashboard. */
  constructor({ url, key }: { url: string; key: string }, device: string) {
    this.#url = url;
    this.#verifies = verifierOf(key);
    this.device = device;
    const { privateKey } = generateKeyPairSync('ed25519');
    this.#publicKey = publicKeyText(privateKey);
    this.#sign = signerWith(privateKey);
  }

  async enrol(): Promise<void> {
    const answer = await fetch(`${this.#url}/api/agents/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        enrolRequest(
          { joinKey: joinKeyOf(this.device), name: this.device, publicKey: this.#publicKey },
          this.#sign,
        ),
      ),
    });
    if (!answer.ok) throw new NoAnswer(`${this.device}: ${await answer.text()}`);
  }

  /** Connects, proves who it is and greets, once. */
  async greet(): Promise<void> {
    this.hangUp();
    const agentNonce = freshNonce();
    const socket = io(`${this.#url}${agentNamespace}`, {
      auth: { device: this.device, linkVersion: agentLinkVersion, nonce: agentNonce },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: answerWithinMs,
    });
    this.#socket = socket;
    const { nonce, signature } = await new Promise<Challenge>((resolve, reject) => {
      socket.once('connect_error', reject);
      socket.once('disconnect', (reason) => reject(new NoAnswer(reason)));
      socket.once('challenge', (payload) => resolve(parse(Challenge, payload, 'challenge')));
    });
    const { device } = this;
    const binding = { device, agentNonce, dashboardNonce: nonce };
    const [sign, verifies] = [this.#sign, this.#verifies];
    if (!verifies(challengeText(binding), signature)) throw new NoAnswer('another dashboard');
    this.#channel = new LinkChannel({ side: 'agent', site: 'bench', binding, sign, verifies });
    const proof = { signature: sign(proofText(binding)) };
    const answer: unknown = await socket.timeout(answerWithinMs).emitWithAck('prove', proof);
    if (!parse(ack(z.unknown()), answer, 'proof').ok) throw new NoAnswer('not let in');
    this.stored = (await this.#hello(Greeted)).ackedSeq;
  }

  /** Greets again on the link that it has, and reads all of the answer. */
  async greetAgain(): Promise<void> {
    await this.#hello(HelloAnswer);
  }

  /** Tries as an agent does until it is greeted. */
  async comeBack(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.greet();
        return;
      } catch (error) {
        const busy = Busy.safeParse(error);
        if (busy.success) this.deferred += 1;
        else this.failed += 1;
        const ms = busy.success
          ? busy.data.data.comeBackMs * (1 + Math.random() / 4)
          : halfRandom(backOffMs(attempt), Math.random);
        await sleep(systemClock, ms);
      }
    }
  }

  /** Sends a batch and waits until it is stored. */
  async send(bodies: readonly OutboxEvent['body'][]): Promise<void> {
    const events = bodies.map((body) => {
      this.made += 1;
      return { seq: this.made, source: { deployment: null, nanoservice: null }, body };
    });
    this.stored = (await this.#ask('events', { events }, EventsStored)).ackedSeq;
  }

  hangUp(): void {
    this.#socket?.removeAllListeners();
    this.#socket?.disconnect();
    this.#socket = null;
  }

  #hello<T extends z.ZodMiniType>(answer: T): Promise<z.output<T>> {
    const hello = {
      agentVersion: '0.1.0',
      address: `10.${String(Number(this.device.slice(-4)) >> 8)}.0.${String(Number(this.device.slice(-4)) & 255)}`,
      displayUrl: null,
      appliedRevision: null,
      lastSeq: this.made,
    };
    return this.#ask('hello', hello, answer);
  }

  async #ask<T extends z.ZodMiniType>(
    name: string,
    payload: unknown,
    schema: T,
  ): Promise<z.output<T>> {
    const channel = this.#channel;
    if (channel === null) throw new NoAnswer(`${name}: not greeted`);
    const sealed = channel.seal(name, payload);
    const raw: unknown = await this.#socket?.timeout(answerWithinMs).emitWithAck(name, sealed);
    const answer = parse(ack(z.unknown()), channel.openAnswer(sealed.n, name, raw), name);
    if (!answer.ok) throw new NoAnswer(`${name}: ${answer.error}`);
    return parse(schema, answer.value, name);
  }
}
