import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { askHealth, CoapClient, KeyRing, udp } from '@nanoedge/coap';
import { quantile } from '@nanoedge/base';
import { buildImages } from '@nanoedge/nanoruntime';
import Docker from 'dockerode';
import { clientPairing } from './oscore/pairing.ts';

/**
 * What protection costs a nanoservice: requests a second and memory of one and the same service
 * with and without it, in turns in one run. Usage: node infra/bench/oscore.ts [rounds]
 */
const rounds = Number(process.argv[2] ?? 10);
const perRound = 1000;
/** Requests that are on their way at once. */
const atOnce = 4;
const docker = new Docker();
const url = (address: string): string => `coap://${address}:5683`;

class NoAnswer extends Error {}

const images = await buildImages({
  services: [{ name: 'oscore-bench', entry: join(import.meta.dirname, 'oscore/service.ts') }],
  tagPrefix: 'nanoedge-bench',
  version: '1',
});
const image = images.at(-1)?.tag ?? '';

const run = async (secret: Buffer | null) => {
  const container = await docker.createContainer({
    Image: image,
    Env: secret === null ? [] : [`NANOEDGE_SECRET=${secret.toString('hex')}`],
    User: '65532:65532',
    HostConfig: {
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      Memory: 16 * 1024 * 1024,
      PidsLimit: 32,
    },
  });
  await container.start();
  const { NetworkSettings } = await container.inspect();
  const address = Object.values(NetworkSettings.Networks)[0]?.IPAddress ?? '';
  if (!(await askHealth(address, { timeoutMs: 20_000, everyMs: () => 5 })))
    throw new NoAnswer(address);
  const keys =
    secret === null ? undefined : new KeyRing(new Map([[url(address), clientPairing(secret)]]));
  const client = new CoapClient({ transport: udp, ...(keys === undefined ? {} : { keys }) });
  return { container, address, client };
};

type Running = Awaited<ReturnType<typeof run>>;

const requestsPerSecond = async ({ address, client }: Running): Promise<number> => {
  const start = performance.now();
  let left = perRound;
  const ask = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await client.send({ url: url(address), path: '/state', method: 'GET' });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return (perRound / (performance.now() - start)) * 1000;
};

const memory = async ({ container }: Running): Promise<number> => {
  const { memory_stats: stats } = await container.stats({ stream: false });
  return stats.usage - (stats.stats['total_inactive_file'] ?? stats.stats['inactive_file'] ?? 0);
};

const open = await run(null);
const sealed = await run(randomBytes(16));
const figures: { open: number; sealed: number }[] = [];
await requestsPerSecond(open);
await requestsPerSecond(sealed);
for (let round = 0; round < rounds; round += 1)
  figures.push({ open: await requestsPerSecond(open), sealed: await requestsPerSecond(sealed) });

const median = (values: number[]): number => quantile(values, 0.5);
const report = {
  rounds,
  requests: rounds * perRound,
  open: Math.round(median(figures.map((one) => one.open))),
  protected: Math.round(median(figures.map((one) => one.sealed))),
  ratio: Number(median(figures.map((one) => one.sealed / one.open)).toFixed(3)),
  memory: { open: await memory(open), protected: await memory(sealed) },
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
for (const { container, client } of [open, sealed]) {
  await client.close();
  await container.remove({ force: true });
}
