import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { doubling, halfRandom, sleep, systemClock } from '@nanoedge/base';
import {
  ack,
  agentLinkVersion,
  agentNamespace,
  Challenge,
  challengeText,
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
  readonly #privateKey: KeyObject;
  #socket: Socket | null = null;
  /** Sequence of the last event that was made, and of the last that the dashboard stored. */
  made = 0;
  stored = 0;
  /** Tries that did not end in a greeting. */
  failed = 0;
  /** Tries that were told to come back later. */
  deferred = 0;

  constructor(url: string, device: string) {
    this.#url = url;
    this.device = device;
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.#publicKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
    this.#privateKey = privateKey;
  }

  async enrol(): Promise<void> {
    const answer = await fetch(`${this.#url}/api/agents/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        joinKey: joinKeyOf(this.device),
        name: this.device,
        publicKey: this.#publicKey,
      }),
    });
    if (!answer.ok) throw new NoAnswer(`${this.device}: ${await answer.text()}`);
  }

  /** Connects, proves who it is and greets, once. */
  async greet(): Promise<void> {
    this.hangUp();
    const socket = io(`${this.#url}${agentNamespace}`, {
      auth: { device: this.device, linkVersion: agentLinkVersion },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: answerWithinMs,
    });
    this.#socket = socket;
    const { nonce } = await new Promise<Challenge>((resolve, reject) => {
      socket.once('connect_error', reject);
      socket.once('disconnect', (reason) => reject(new NoAnswer(reason)));
      socket.once('challenge', (payload) => resolve(parse(Challenge, payload, 'challenge')));
    });
    const text = Buffer.from(challengeText(this.device, nonce));
    await this.#ask(
      'prove',
      { signature: sign(null, text, this.#privateKey).toString('base64url') },
      z.unknown(),
    );
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
    const raw: unknown = await this.#socket?.timeout(answerWithinMs).emitWithAck(name, payload);
    const answer = parse(ack(z.unknown()), raw, name);
    if (!answer.ok) throw new NoAnswer(`${name}: ${answer.error}`);
    return parse(schema, answer.value, name);
  }
}
