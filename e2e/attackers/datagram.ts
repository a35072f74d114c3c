import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Place } from './program.ts';

/** Bytes of an option of a message (RFC 7252 §3.1), with a difference and length below 269. */
const option = (difference: number, value: Buffer): Buffer => {
  const nibble = (size: number): number => (size < 13 ? size : 13);
  const more = (size: number): number[] => (size < 13 ? [] : [size - 13]);
  const head = [(nibble(difference) << 4) | nibble(value.length)];
  return Buffer.concat([Buffer.from([...head, ...more(difference), ...more(value.length)]), value]);
};

const codes = { GET: 1, POST: 2, PUT: 3, DELETE: 4 } as const;

/** A request without protection, as anybody can write one; `block1` is the value of that option. */
export const requestBytes = (
  method: keyof typeof codes,
  path: string,
  { id, body, block1 }: { id: number; body?: Buffer; block1?: Buffer },
): Buffer => {
  const high = (id >> 8) & 255;
  const low = id & 255;
  const parts = path.split('/').filter(Boolean);
  const uriPath = 11;
  const block = 27;
  return Buffer.concat([
    Buffer.from([0x44, codes[method], high, low, 1, 2, high, low]),
    ...parts.map((part, index) => option(index === 0 ? uriPath : 0, Buffer.from(part))),
    ...(block1 === undefined ? [] : [option(block - uriPath, block1)]),
    ...(body === undefined ? [] : [Buffer.from([0xff]), body]),
  ]);
};

/** A socket at an address of ours, real or taken; any port where it is none. */
export const socketAt = async ({ address, port }: Partial<Place>): Promise<Socket> => {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  socket.bind(port ?? 0, address);
  await once(socket, 'listening');
  return socket;
};

export const sendAll = async (
  socket: Socket,
  datagrams: readonly Buffer[],
  { address, port }: Place,
): Promise<void> => {
  for (const datagram of datagrams)
    await new Promise<void>((resolve, reject) => {
      socket.send(datagram, port, address, (error) => (error === null ? resolve() : reject(error)));
    });
};
