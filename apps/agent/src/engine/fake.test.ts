import { describe } from 'vitest';
import { Digest } from '@nanoedge/protocol';
import { anImage } from '../../test/support/builders.ts';
import { engineContract } from '../../test/support/engine-contract/contract.ts';
import { FakeEngine } from './fake.ts';

describe('the fake engine', () => {
  engineContract(async () => {
    const device = 'device-1';
    const layers = [Digest.parse(`sha256:${'1'.repeat(64)}`)];
    const engine = new FakeEngine(device);
    engine.addImage(anImage.reference, { id: anImage.id, bytes: 2_300_000 }, layers);
    return {
      engine,
      device,
      image: anImage,
      layers,
      pause: (container) => engine.pause(container),
      kill: (container) => engine.kill(container),
      addForeign: () => engine.addForeign('device-2'),
      exists: (container) => engine.has(container),
      cleanUp: () => undefined,
    };
  });
});
