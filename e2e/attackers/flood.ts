import { requestBytes, sendAll, socketAt } from './datagram.ts';
import { type Place, tell, told } from './program.ts';

const { places, count } = told<{ places: Place[]; count: number }>();

/** Number 0 and more to come, and number 1,048,575 with and without more; all of 1,024 bytes. */
const blocks = [
  Buffer.from([0x0e]),
  Buffer.from([0xff, 0xff, 0xfe]),
  Buffer.from([0xff, 0xff, 0xf6]),
];
const body = Buffer.alloc(1_024);
const largest = 16_384;

/** Blocks that never go on, each with a token of its own, and large datagrams of zeros (RFC 7959). */
const socket = await socketAt({});
const datagrams = Array.from({ length: count }, (_, id) =>
  id % 100 === 99
    ? Buffer.alloc(largest)
    : requestBytes('POST', '/sightings', {
        id,
        body,
        block1: blocks[id % 97 < 90 ? 0 : 1 + (id % 2)] ?? Buffer.alloc(0),
      }),
);
for (const place of places) await sendAll(socket, datagrams, place);
socket.close();
tell({ sent: datagrams.length * places.length });
