import { randomBytes } from 'node:crypto';
import { coapPort } from '@nanoedge/base';
import { generate, parse } from 'coap-packet';
import { udp } from './transport.ts';
import type { Transport } from './transport.ts';

/**
 * A confirmable `GET /health`, whose answer echoes the token. Always with a fresh message id,
 * because the answer to a repeated one would only come when its sender repeats it.
 */
export const healthRequest = (messageId: number, token: Buffer): Buffer =>
  generate({
    confirmable: true,
    code: 'GET',
    messageId,
    token,
    options: [{ name: 'Uri-Path', value: Buffer.from('health') }],
  });

/** Whether a datagram is the 2.05 answer to the request with this token. */
export const isHealthy = (datagram: Buffer, token: Buffer): boolean => {
  try {
    const answer = parse(datagram);
    return answer.code === '2.05' && answer.token.equals(token);
  } catch {
    // Whatever else arrives is no answer.
    return false;
  }
};

export interface HealthQuestion {
  timeoutMs: number;
  /** Milliseconds to the next request, given those since the first. */
  everyMs: (sinceStartMs: number) => number;
  signal?: AbortSignal;
  transport?: Transport;
}

/**
 * Asks the service at `address` for its health, again and again, until it answers 2.05; false when
 * it did not within `timeoutMs` or `signal` aborted. Without node-coap, whose pauses between two
 * requests are longer than what is to be measured.
 */
export const askHealth = async (
  address: string,
  { timeoutMs, everyMs, signal, transport = udp }: HealthQuestion,
): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve(false);
      return;
    }
    const socket = transport.open();
    const token = randomBytes(4);
    const start = performance.now();
    let messageId = randomBytes(2).readUInt16BE();
    let timer: ReturnType<typeof setTimeout> | undefined;
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
    const ask = (): void => {
      const since = performance.now() - start;
      if (since >= timeoutMs) {
        finish(false);
        return;
      }
      messageId = (messageId + 1) & 0xffff;
      // An address that cannot be reached is what we wait to change, not an error.
      socket.send(healthRequest(messageId, token), coapPort, address, () => {});
      timer = setTimeout(ask, Math.min(everyMs(since), Math.max(1, timeoutMs - since)));
    };
    socket.on('error', () => {});
    socket.on('message', (datagram) => {
      if (isHealthy(datagram, token)) finish(true);
    });
    signal?.addEventListener('abort', cancel, { once: true });
    ask();
  });
