import { ManualClock } from '@nanoedge/base/testing';
import {
  Bytes,
  OutboxReport,
  parse,
  Digest,
  type DeploymentSpec,
  type ReportedService,
  type ReportedState,
} from '@nanoedge/protocol';
import { imageSize } from '@nanoedge/words';
import { describe, expect, it } from 'vitest';
import { aDeployment, anImage } from '../../../test/support/builders.ts';
import { scratchFolder } from '../../../test/support/scratch.ts';
import type { Engine } from '../../engine/engine.ts';
import { FakeEngine } from '../../engine/fake.ts';
import { Reporter } from './reporter.ts';

const bytes = (value: number): Bytes => parse(Bytes, value, 'bytes');
const imageId = parse(Digest, anImage.id, 'image id');

/** As engines count: without the headers of a layer's tar. */
const countedByEngine = bytes(2_361_303);
const layers = [
  { digest: `sha256:${'b'.repeat(64)}`, bytes: 2_109_952 },
  { digest: `sha256:${'c'.repeat(64)}`, bytes: 256_512 },
];
const inArchive = 2_366_464;

const release = { version: '1.0.0', image: anImage.reference, imageId: anImage.id };
const sent = aDeployment({ release: { ...release, archive: { configBytes: 900, layers } } });
const pulled = aDeployment({ release: { ...release, pull: true } });

const status = {
  state: 'creating',
  detail: null,
  container: null,
  initiationMs: null,
  startedAt: null,
  restarts: 0,
} as const;

const build = async (
  spec: DeploymentSpec,
  engine: Engine,
  state: ReportedService['state'] = 'creating',
): Promise<ReportedState> => {
  const clock = new ManualClock();
  const reporter = new Reporter({
    clockAheadMs: () => null,
    network: () => ({ subnet: null, refusal: null, guard: { enforced: true, why: null } }),
    engine,
    clock,
    dataFolder: scratchFolder(),
    services: () => [
      {
        spec,
        run: null,
        refused: null,
        candidates: [],
        heldPort: null,
        status: { ...status, state },
      },
    ],
    snapshots: () => ({ count: 0, bytes: 0 }),
    things: () => [],
    thingHealth: () => ({}),
    appliedRevision: () => 1,
    outbox: () => OutboxReport.parse({ events: 0, bytes: 0, mostEvents: 1, mostBytes: 1 }),
  });
  return reporter.build();
};

const reported = async (spec: DeploymentSpec, engine: Engine): Promise<ReportedService> => {
  const [service] = (await build(spec, engine)).services;
  if (service === undefined) throw new TypeError('nothing was reported');
  return service;
};

const engineWithImage = (): FakeEngine => {
  const engine = new FakeEngine('device-1');
  engine.addImage(anImage.reference, { id: imageId, bytes: countedByEngine });
  return engine;
};

describe('the size of an image', () => {
  it('reads the same wherever it is shown, however the engine counts', async () => {
    const { imageBytes } = await reported(sent, engineWithImage());
    const inStatus = imageSize({ bytes: Number(imageBytes), pulled: false }, null).text;
    const onMatrix = imageSize({ bytes: inArchive, pulled: false }, imageBytes).text;
    expect(imageBytes).toBe(inArchive);
    expect([inStatus, onMatrix]).toEqual(['2.37 MB', '2.37 MB']);
  });

  it('is what the engine says of an image that was pulled', async () => {
    expect((await reported(pulled, engineWithImage())).imageBytes).toBe(countedByEngine);
  });

  it('is not told of an image that is not there', async () => {
    expect((await reported(sent, new FakeEngine('device-1'))).imageBytes).toBeNull();
  });
});

describe('an engine without root', () => {
  it('is said to be one whose services cannot be reached, and what to do', async () => {
    const engine = engineWithImage();
    expect((await build(sent, engine)).engine.detail).toBeNull();
    const traits = { store: 'overlay2', ignores: [], cgroups: null };
    for (const rootless of [true, false]) {
      engine.info = async () => ({
        version: '26.1',
        apiVersion: '1.45',
        arch: 'amd64',
        traits: { ...traits, rootless },
      });
      const { detail, guard } = (await build(sent, engine)).engine;
      expect(detail?.includes('Run the engine as root') ?? false).toBe(rootless);
      expect(guard?.enforced).toBe(!rootless);
      for (const state of ['starting', 'backing-off', 'failed', 'creating'] as const) {
        const [service] = (await build(sent, engine, state)).services;
        const isSaid = service?.detail?.includes('Run the engine as root') ?? false;
        expect(isSaid, state).toBe(rootless && state !== 'creating');
      }
    }
  });
});
