import { decode, encode } from 'dns-packet';
import * as udp from 'nano:udp';
import { randomInt } from './crypto.ts';
import { unwatch, watch } from './loop.ts';
import { setTimeout, type Timeout } from './timers.ts';

const DNS_PORT = 53;
const RETRY_MS = 200;
const ATTEMPTS = 4;

/** ENOTFOUND: the name server says there is none. EAI_AGAIN: it did not answer, or could not. */
export class DnsError extends Error {
  readonly code: 'ENOTFOUND' | 'EAI_AGAIN';
  readonly syscall = 'getaddrinfo';
  readonly hostname: string;

  constructor(code: 'ENOTFOUND' | 'EAI_AGAIN', hostname: string) {
    super(`getaddrinfo ${code} ${hostname}`);
    this.code = code;
    this.hostname = hostname;
  }
}

/** The addresses in an answer to question `id`; undefined when the datagram is something else. */
export function readAnswer(
  datagram: Uint8Array,
  id: number,
  name: string,
): string[] | DnsError | undefined {
  let packet: ReturnType<typeof decode> & { rcode?: string };
  try {
    packet = decode(Buffer.from(datagram));
  } catch {
    return undefined;
  }
  if (packet.id !== id || packet.type !== 'response') return undefined;
  const addresses = (packet.answers ?? []).flatMap((answer) =>
    answer.type === 'A' ? [answer.data] : [],
  );
  if (addresses.length > 0) return addresses;
  const isTrouble = packet.rcode === 'SERVFAIL' || packet.rcode === 'REFUSED';
  return new DnsError(isTrouble ? 'EAI_AGAIN' : 'ENOTFOUND', name);
}

/**
 * Asks `server` for the A records of `name`, again every 200 ms, three times. Rejects with
 * DnsError.
 */
export function askNameServer(name: string, server: string): Promise<string[]> {
  const id = randomInt(65536);
  const question = encode({ type: 'query', id, flags: 0x100, questions: [{ type: 'A', name }] });
  // The native socket and not dgram's: that one needs this module for its host names.
  const fd = udp.open(false, false);
  return new Promise((resolve, reject) => {
    let attempt = 0;
    let timer: Timeout | undefined;
    const finish = (outcome: string[] | Error): void => {
      timer?.close();
      unwatch(fd);
      udp.close(fd);
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const send = (): void => {
      if (attempt++ === ATTEMPTS) {
        finish(new DnsError('EAI_AGAIN', name));
        return;
      }
      timer = setTimeout(send, RETRY_MS);
      try {
        udp.send(fd, question, { address: server, port: DNS_PORT });
      } catch {
        // A network that is not up yet is an attempt like one without an answer.
      }
    };
    watch(fd, () => {
      const datagram = udp.recv(fd);
      if (datagram === null) return false;
      const isFromServer = datagram.address === server && datagram.port === DNS_PORT;
      const answer = isFromServer ? readAnswer(new Uint8Array(datagram.data), id, name) : undefined;
      if (answer === undefined) return true;
      finish(answer);
      return false;
    });
    send();
  });
}
