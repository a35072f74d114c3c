import { createSocket } from 'node:dgram';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@nanoedge/base';
import { CoapClient, CoapServer, KeyRing, Observation, PeerBook, silentLog } from '@nanoedge/coap';
import { pairing } from './target/parties.ts';
import { resources, State } from './target/resources.ts';

/** The sockets of the service that is fuzzed, as its harness counts them. */
const at = { open: 0, shielded: 1, ciphers: 2, client: 3 } as const;
const isAnswer = 64;

/** A datagram as the harness reads it. */
const record = (control: number, datagram: Uint8Array): Buffer =>
  Buffer.from([control, datagram.length & 255, datagram.length >> 8, ...datagram]);

const loopback = '127.0.0.1';

/** What a client and a server say to each other, datagram by datagram, over real UDP. */
const recordTalk = async (
  isShielded: boolean,
): Promise<{ questions: Buffer[]; answers: Buffer[] }> => {
  const questions: Buffer[] = [];
  const answers: Buffer[] = [];
  const heard = (into: Buffer[]) => ({
    open: () => createSocket('udp4', (datagram) => into.push(datagram)),
  });
  const server = new CoapServer(resources, {
    address: loopback,
    port: 0,
    log: silentLog,
    transport: heard(questions),
    ...(isShielded ? { peers: new PeerBook([pairing]) } : {}),
  });
  const url = `coap://${loopback}:${await server.start()}`;
  const ours = { ...pairing, ownId: pairing.peerId, peerId: pairing.ownId };
  const client = new CoapClient({
    transport: heard(answers),
    ...(isShielded ? { keys: new KeyRing(new Map([[url, ours]])) } : {}),
  });
  const sighting = { key: 'ble:aa:bb:cc:dd:ee:ff', rssi: -61.5 };
  const reading = { zone: 'hall', at: '2026-01-01T08:00:00Z' };
  const large = { ...reading, sightings: Array.from({ length: 60 }, () => sighting) };
  const asked = [
    { path: '/health', method: 'GET' },
    { path: '/state', method: 'GET' },
    { path: '/.well-known/core', method: 'GET' },
    { path: '/readings/one?from=1&to=2', method: 'GET' },
    { path: '/readings/one', method: 'PUT', body: { ...reading, sightings: [sighting] } },
    { path: '/readings/one', method: 'PUT', body: large },
    { path: '/readings/one', method: 'PUT', body: { zone: '' } },
    { path: '/readings/%C3%A9', method: 'DELETE' },
    { path: '/nothing', method: 'POST' },
  ] as const;
  // What is refused is part of the talk
  for (const one of asked) await client.send({ url, ...one }).catch(() => undefined);
  const observation = new Observation(
    { client, clock: systemClock, log: silentLog },
    { url, path: '/state', schema: State, onState: () => undefined },
  );
  await observation.start();
  observation.stop();
  await client.close();
  await server.stop();
  return { questions, answers };
};

const slice = (text: string): Buffer =>
  Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);

const forCiphers = [0, 1, 2].map((kind) =>
  Buffer.concat([
    Buffer.from([kind | (4 << 3)]),
    ...['k'.repeat(16), 'n'.repeat(13), 'additional', 'a text and its tag behind it'].map(slice),
  ]),
);

/**
 * Writes the seeds into `folder`: each datagram of real talks by itself, whole talks one after the
 * other, and what the observed peer might answer.
 */
export const writeSeeds = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const open = await recordTalk(false);
  const shielded = await recordTalk(true);
  const inputs = [
    ...open.questions.map((datagram) => record(at.open << 2, datagram)),
    ...shielded.questions.map((datagram) => record(at.shielded << 2, datagram)),
    ...open.answers.map((datagram) => record((at.client << 2) | isAnswer, datagram)),
    ...forCiphers.map((datagram) => record(at.ciphers << 2, datagram)),
    record(at.ciphers << 2, Buffer.from('\u0003{"a":[1,2.5,"\\u00e9",null]}')),
    Buffer.concat(open.questions.map((datagram) => record(at.open << 2, datagram))),
    Buffer.concat(shielded.questions.map((datagram) => record(at.shielded << 2, datagram))),
  ];
  await Promise.all(
    inputs.map((input, index) => writeFile(join(folder, `seed-${String(index)}`), input)),
  );
};
