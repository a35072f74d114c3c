import { randomBytes } from 'node:crypto';
import { CoapClient, KeyRing, PeerRefused } from '@nanoedge/coap';
import { CoapUrl, parse } from '@nanoedge/protocol';
import { tell, told } from './program.ts';

/** What anybody could ask of a service: what it has, what it does, who may speak to it. */
const requests = [
  ['GET', '/.well-known/core'],
  ['GET', '/journeys'],
  ['GET', '/sessions'],
  ['GET', '/guidance'],
  ['GET', '/events'],
  ['PUT', '/sessions/forged'],
  ['DELETE', '/sessions/forged'],
  ['PUT', '/guidance/forged'],
  ['PUT', '/scan'],
  ['DELETE', '/scan'],
  ['POST', '/presence'],
  ['POST', '/sightings'],
  ['POST', '/identify'],
  ['PUT', '/roster'],
  ['PUT', '/peers'],
  ['PUT', '/calibration'],
] as const;

/** With a secret that was guessed, under the ids that pass by in the clear. */
const guessed = (url: string): CoapClient =>
  new CoapClient({
    keys: new KeyRing(
      new Map([
        [
          url,
          {
            peer: 'guessed',
            secret: randomBytes(16),
            ownId: Buffer.from([0]),
            peerId: Buffer.from([1]),
          },
        ],
      ]),
    ),
  });

/**
 * Asks every service for everything, without proof and with a guessed one. Tells the codes of the
 * answers, each once.
 */
const { urls } = told<{ urls: string[] }>();
const codes = { open: new Set<string>(), guessed: new Set<string>() };
for (const text of urls)
  for (const kind of ['open', 'guessed'] as const) {
    const url = parse(CoapUrl, text, 'url');
    const client = kind === 'open' ? new CoapClient() : guessed(url);
    for (const [method, path] of requests) {
      const body = method === 'PUT' || method === 'POST' ? { body: { forged: true } } : {};
      try {
        codes[kind].add((await client.send({ url, path, method, timeoutMs: 2_000, ...body })).code);
      } catch (error) {
        codes[kind].add(error instanceof PeerRefused ? error.code : 'nothing');
      }
      // What is not believed is not answered either, after the first time
      if (kind === 'guessed') break;
    }
    await client.close();
  }
tell({ open: [...codes.open], guessed: [...codes.guessed] });
