import { waitUntil } from '@nanoedge/base/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conformanceCases } from '../support/services.ts';
import { answering } from './answering.ts';
import { guarded } from './guarded.ts';
import { lasting } from './lasting.ts';
import { refusing } from './refusing.ts';
import { talkingToLibcoap } from './talking-to-libcoap.ts';
import type { Ground } from './subject.ts';
import { type Visit, visitService } from './visit.ts';

interface Expectations {
  runtime: 'nano' | 'node';
  maximumMemory: number;
}

/** What every nanoservice must do wherever it runs. */
export const conformance = (ground: Ground, { runtime, maximumMemory }: Expectations): void => {
  beforeAll(() => ground.prepare(), 300_000);
  afterAll(() => ground.clean());

  it.each(conformanceCases)(
    '$service has a case in its folder: test/conformance.ts',
    ({ found }) => {
      expect(found).not.toBeNull();
    },
  );

  describe.each(conformanceCases)(`$service, guarded, on ${ground.name}`, ({ service, found }) => {
    if (found === null) return;
    guarded({ service, ground, found, maximumMemory });
    refusing({ service, ground, found, maximumMemory });
  });

  describe.each(conformanceCases)(`$service on ${ground.name}`, ({ service, found }) => {
    if (found === null) return;
    let visit: Visit;
    const visited = (): Visit => visit;

    beforeEach(async () => {
      visit = await visitService(ground, service, found);
      await waitUntil('health', () => visit.health().catch(() => null));
    });
    afterEach(() => visit.end());

    answering(visited, { service, runtime, ...found });
    talkingToLibcoap(visited, { service, runtime, ...found });
    lasting(visited, { service, ground, maximumMemory });
    it.each(found.own ?? [])('$does', async ({ holds }) => {
      await expect(holds(visit.running, visit.client)).resolves.toBeUndefined();
    });
  });
};
