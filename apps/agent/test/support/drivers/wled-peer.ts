import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

const State = z.object({
  on: z.boolean(),
  seg: z.object({ i: z.array(z.union([z.number(), z.string()])) }),
});

export interface WledRig {
  url: string;
  /** The colours of its LEDs, six hexadecimal digits each. */
  leds: () => readonly string[];
  stop: () => Promise<void>;
  start: () => Promise<void>;
}

const dark = '000000';

/** A small WLED: it takes `POST /json/state` with single LEDs, and forgets them when it is off. */
export const makeWled = async (count: number): Promise<WledRig> => {
  let leds = Array.from({ length: count }, () => dark);
  let server: Server | null = null;
  let port = 0;
  const take = (body: string): void => {
    const { i } = State.parse(JSON.parse(body)).seg;
    for (let at = 0; at < i.length; at += 3) {
      const [from, to, colour] = [Number(i[at]), Number(i[at + 1]), String(i[at + 2])];
      leds = leds.map((led, index) => (index >= from && index < to ? colour : led));
    }
  };
  const rig: WledRig = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    leds: () => leds,
    start: async () => {
      leds = leds.map(() => dark);
      server = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          const isState = request.method === 'POST' && request.url === '/json/state';
          if (isState) take(Buffer.concat(parts).toString('utf8'));
          response.writeHead(isState ? 200 : 404, { 'content-type': 'application/json' });
          response.end('{"success":true}');
        });
      });
      const { promise, resolve } = Promise.withResolvers<void>();
      server.listen(port, '127.0.0.1', resolve);
      await promise;
      ({ port } = server.address() as AddressInfo);
    },
    stop: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server?.close(() => resolve());
      server?.closeAllConnections();
      await promise;
    },
  };
  await rig.start();
  return rig;
};
