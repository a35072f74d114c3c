import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { seeded } from '@nanoedge/base/radio';

/**
 * A third noise, a third noise behind a valid header, a third a valid header and token, then noise
 * as options.
 */
export const randomDatagram = (random: () => number): Buffer => {
  const byte = (): number => Math.floor(random() * 256);
  const noise = Buffer.from(Array.from({ length: Math.floor(random() * 120) }, byte));
  const kind = Math.floor(random() * 3);
  if (kind === 0) return noise;
  const token = kind === 1 ? 0 : 4;
  const type = Math.floor(random() * 4) << 4;
  const code = kind === 1 ? byte() : 1 + Math.floor(random() * 4);
  return Buffer.concat([Buffer.from([0x40 | type | token, code, byte(), byte()]), noise]);
};

/**
 * As the peer of this id protects a request, but for the secret: half of them whole but for what is
 * sealed (RFC 8613 §6.1: flags, number, context, id), half with noise as the option.
 */
export const forgedDatagram =
  (id: Buffer) =>
  (random: () => number): Buffer => {
    const byte = (): number => Math.floor(random() * 256);
    const noiseOf = (length: number): Buffer => Buffer.from(Array.from({ length }, byte));
    const context = Buffer.concat([Buffer.from([0x48]), noiseOf(8)]);
    const whole = Buffer.concat([Buffer.from([0x19, byte(), context.length]), context, id]);
    const option = random() < 0.5 ? whole : noiseOf(Math.floor(random() * 13));
    const { length } = option;
    // An option longer than 12 has its length less 13 in a byte of its own (RFC 7252 §3.1)
    const head = length < 13 ? [0x90 | length] : [0x9d, length - 13];
    return Buffer.concat([
      Buffer.from([0x44, 2]),
      noiseOf(6),
      Buffer.from(head),
      option,
      Buffer.from([0xff]),
      noiseOf(Math.floor(random() * 100)),
    ]);
  };

interface Flood {
  count: number;
  datagram?: (random: () => number) => Buffer;
}

/** So often a flood is sent: short in every run, in full where there is time. */
export const floodCount = (isSoak: boolean): number => (isSoak ? 100_000 : 5_000);

const acknowledges = 2;

const idOf = (datagram: Buffer): string => `message ${String(datagram.readUInt16BE(2))}`;
const tokenOf = (datagram: Buffer): string =>
  `token ${datagram.subarray(4, 4 + ((datagram[0] ?? 0) & 15)).toString('hex')}`;

const add = (to: Map<string, number>, key: string, { length }: Buffer): void => {
  to.set(key, (to.get(key) ?? 0) + length);
};

/** Bytes that were sent, and that came back, by what an answer names: a message, or a token. */
class Tally {
  readonly #sent = new Map<string, number>();
  readonly #answered = new Map<string, number>();

  sent(datagram: Buffer): void {
    if (datagram.length < 4) return;
    add(this.#sent, idOf(datagram), datagram);
    add(this.#sent, tokenOf(datagram), datagram);
  }

  answered(datagram: Buffer): void {
    const type = ((datagram[0] ?? 0) >> 4) & 3;
    add(this.#answered, (type >= acknowledges ? idOf : tokenOf)(datagram), datagram);
  }

  worst(): number {
    const ratios = [...this.#answered].map(([key, bytes]) => bytes / (this.#sent.get(key) ?? 0));
    return ratios.reduce((most, ratio) => Math.max(most, ratio), 0);
  }
}

export interface Flooded {
  /** Bytes that were sent, and that came back. */
  sent: number;
  answered: number;
  /** The most bytes for one that a message was answered with; an answer to nothing is endless. */
  worst: number;
}

/** Sends datagrams; after every hundred `check` must pass before the next are sent. */
export const flood = async (
  url: string,
  { count, datagram = randomDatagram }: Flood,
  check: () => Promise<void>,
): Promise<Flooded> => {
  const [host = '', port] = url.replace('coap://', '').split(':');
  const random = seeded(20261122);
  const socket = createSocket('udp4');
  const bytes = { sent: 0, answered: 0 };
  const tally = new Tally();
  socket.on('message', (answer) => {
    bytes.answered += answer.length;
    tally.answered(answer);
  });
  try {
    for (let sent = 0; sent < count; sent += 1) {
      const next = datagram(random);
      bytes.sent += next.length;
      tally.sent(next);
      socket.send(next, Number(port), host);
      if (sent % 100 === 99) await check();
    }
    return { ...bytes, worst: tally.worst() };
  } finally {
    socket.close();
    await once(socket, 'close');
  }
};
