import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerKey, quantile } from '@nanoedge/base';
import { askHealth } from '@nanoedge/coap';
import { parseJson, ServiceEnvironment } from '@nanoedge/protocol';
import Docker from 'dockerode';
import { sampleEnvironment } from '../test/support/sample-environments.ts';
import { services } from '../test/support/services.ts';

/**
 * From create to the first CoAP answer: our services, with a secret and all that is protected by it,
 * against a static C program, in turns in one run, both with the container options that the agent
 * uses. Usage: node infra/bench/start-up.ts
 * [rounds]
 */
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as { version: string };
const rounds = Number(process.argv[2] ?? 20);
const docker = new Docker();
const network = 'nanoedge-bench';
const yardstick = 'nanoedge-bench/responder:1';
/** Longer than any start that is worth a figure. */
const patienceMs = 60_000;

const buildYardstick = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'responder-'));
  execFileSync('gcc', [
    '-Os',
    '-static',
    '-s',
    '-o',
    join(folder, 'responder'),
    join(import.meta.dirname, 'responder.c'),
  ]);
  const archive = execFileSync('tar', ['-C', folder, '-c', '.'], { maxBuffer: 1 << 24 });
  execFileSync('docker', ['import', '--change', 'ENTRYPOINT ["/responder"]', '-', yardstick], {
    input: archive,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  rmSync(folder, { recursive: true });
};

/** A key file, as the agent puts it into a container that was just made. */
const archiveOfKey = (): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  writeFileSync(join(folder, containerKey.file), randomBytes(32).toString('hex'));
  const owner = ['--owner=65532', '--group=65532', '--mode=0400'];
  const archive = execFileSync('tar', ['-c', '-C', folder, ...owner, containerKey.file]);
  rmSync(folder, { recursive: true });
  return archive;
};
const keyArchive = archiveOfKey();

class NoAnswer extends Error {}

const firstAnswer = async (address: string): Promise<void> => {
  if (!(await askHealth(address, { timeoutMs: patienceMs, everyMs: () => 2 })))
    throw new NoAnswer(`${address} does not answer`);
};

const measure = async (
  image: string,
  env: string[],
): Promise<{ started: number; answered: number }> => {
  const begin = performance.now();
  const container = await docker.createContainer({
    Image: image,
    Env: env,
    User: '65532:65532',
    HostConfig: {
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Memory: 16 * 1024 * 1024,
      MemorySwap: 16 * 1024 * 1024,
      PidsLimit: 32,
      NetworkMode: network,
      Mounts: [{ Type: 'volume', Source: '', Target: containerKey.folder }],
      ...(image.includes('authentication') ? { Tmpfs: { '/data': 'uid=65532' } } : {}),
    },
  });
  try {
    await container.putArchive(keyArchive, { path: containerKey.folder });
    await container.start();
    const started = performance.now() - begin;
    const { NetworkSettings } = await container.inspect();
    await firstAnswer(NetworkSettings.Networks[network]?.IPAddress ?? '');
    return { started, answered: performance.now() - begin };
  } finally {
    await container.remove({ force: true, v: true });
  }
};

const images = [yardstick, ...services.map(({ name }) => `nanoedge/${name}:${version}`)];
const envOf = (image: string): string[] => {
  const name = services.find((service) => image.includes(service.name))?.name;
  if (name === undefined) return [];
  const environment = parseJson(ServiceEnvironment, sampleEnvironment(name), 'environment');
  const key = `${containerKey.folder}/${containerKey.file}`;
  return [`NANOEDGE_CONFIG=${JSON.stringify({ ...environment, key })}`];
};

buildYardstick();
await docker.createNetwork({ Name: network });
const samples = new Map<string, { started: number; answered: number }[]>(
  images.map((image) => [image, []]),
);
try {
  for (let round = 0; round < rounds + 1; round += 1) {
    for (const image of images) {
      const sample = await measure(image, envOf(image));
      if (round > 0) samples.get(image)?.push(sample);
    }
  }
} finally {
  await docker.getNetwork(network).remove();
}
const base = quantile(
  (samples.get(yardstick) ?? []).map(({ answered }) => answered),
  0.5,
);
for (const [image, all] of samples) {
  const answered = all.map((sample) => sample.answered);
  const p50 = quantile(answered, 0.5);
  console.log(
    `${image}  n=${all.length}  started p50 ${quantile(
      all.map(({ started }) => started),
      0.5,
    ).toFixed(
      1,
    )} ms  answered p50 ${p50.toFixed(1)} p95 ${quantile(answered, 0.95).toFixed(1)} ms  ratio ${(p50 / base).toFixed(3)}`,
  );
}
