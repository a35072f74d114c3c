import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { Prober } from '../../reconcile/prober.ts';

/** 2.05 Content. */
const contentCode = 0x45;
const servicePort = 5683;

/**
 * How long to wait between two questions `sinceStartMs` after the first: the figure that we report
 * is as precise as this.
 */
export const askEveryMs = (sinceStartMs: number): number =>
  sinceStartMs < 2_000 ? 5 : sinceStartMs < 5_000 ? 50 : 500;

/**
 * A confirmable `GET /health` (RFC 7252 §3): version 1, type CON, 4-byte token; Uri-Path is option
 * 11. Always a fresh message id, because an answer to a retransmission would only come after the 2
 * s of ACK_TIMEOUT.
 */
export const healthRequest = (messageId: number, token: Buffer): Buffer => {
  const head = Buffer.from([0x44, 0x01, (messageId >> 8) & 0xff, messageId & 0xff]);
  return Buffer.concat([head, token, Buffer.from([0xb6]), Buffer.from('health')]);
};

/** Whether a datagram is the 2.05 answer to the request with this token. */
export const isHealthy = (datagram: Buffer, token: Buffer): boolean =>
  datagram.length >= 8 &&
  datagram[0] !== undefined &&
  (datagram[0] & 0x0f) === 4 &&
  datagram[1] === contentCode &&
  datagram.subarray(4, 8).equals(token);

interface Question {
  timeoutMs: number;
  /** Milliseconds to the next question, given those since the first. */
  everyMs: (sinceStartMs: number) => number;
  signal?: AbortSignal;
}

const ask = async (address: string, { timeoutMs, everyMs, signal }: Question): Promise<boolean> =>
  new Promise((resolve) => {
    const socket: Socket = createSocket('udp4');
    const token = randomBytes(4);
    const start = performance.now();
    let messageId = randomBytes(2).readUInt16BE();
    let timer: NodeJS.Timeout | undefined;
    let settled = false;
    const finish = (answered: boolean): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      socket.close();
      resolve(answered);
    };
    const cancel = (): void => finish(false);
    const send = (): void => {
      if (settled) return;
      const since = performance.now() - start;
      if (since >= timeoutMs) {
        finish(false);
        return;
      }
      messageId = (messageId + 1) & 0xffff;
      // an unreachable address is what we wait to change, not an error
      socket.send(healthRequest(messageId, token), servicePort, address, () => undefined);
      timer = setTimeout(send, Math.min(everyMs(since), Math.max(1, timeoutMs - since)));
    };
    socket.on('error', () => undefined);
    socket.on('message', (datagram) => {
      if (isHealthy(datagram, token)) finish(true);
    });
    if (signal?.aborted === true) {
      finish(false);
      return;
    }
    signal?.addEventListener('abort', cancel, { once: true });
    send();
  });

/** The Prober port over CoAP on the container's own address. */
export const coapProber: Prober = {
  probe: async (address, timeoutMs) => ask(address, { timeoutMs, everyMs: () => 500 }),
  firstAnswer: async (address, timeoutMs, signal) =>
    ask(address, { timeoutMs, everyMs: askEveryMs, signal }),
};
