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

/** Sends `count` datagrams; after every hundred `check` must pass before the next are sent. */
export const flood = async (
  url: string,
  count: number,
  check: () => Promise<void>,
): Promise<void> => {
  const [host = '', port] = url.replace('coap://', '').split(':');
  const random = seeded(20261122);
  const socket = createSocket('udp4');
  try {
    for (let sent = 0; sent < count; sent += 1) {
      socket.send(randomDatagram(random), Number(port), host);
      if (sent % 100 === 99) await check();
    }
  } finally {
    socket.close();
    await once(socket, 'close');
  }
};
