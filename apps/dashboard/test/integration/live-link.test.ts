import { parse, StoredEvent } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LinkLab, openLinkLab, sighting } from './support/link-lab.ts';

let lab: LinkLab;
beforeAll(async () => {
  lab = await openLinkLab();
});
afterAll(() => lab.close());

describe('the browsers’ link', () => {
  it('is closed to who is not signed in, and to pages of other origins', async () => {
    await expect(lab.browse('')).rejects.toThrow('not signed in');
    await expect(lab.browse(lab.alice, { origin: 'https://elsewhere.example' })).rejects.toThrow(
      /error/,
    );
  });

  it('pushes an event to the page with its key only for an administrator, and resumes from a cursor', async () => {
    const entrance = await lab.agent('entrance');
    const forAdmin = await lab.browse(lab.admin, { origin: lab.dashboard.url });
    const forAlice = await lab.browse(lab.alice);
    await forAdmin.subscribe();
    await forAlice.subscribe();
    expect(
      await entrance.socket.emitWithAck('events', { events: [sighting(1), sighting(2)] }),
    ).toEqual({
      ok: true,
      value: { ackedSeq: 2 },
    });
    await vi.waitFor(() => expect(forAdmin.seen.events).toHaveLength(2));
    await vi.waitFor(() => expect(forAlice.seen.events).toHaveLength(2));
    expect(forAdmin.seen.events[0]?.body).toMatchObject({ key: 'c0:ff:ee:00:00:02' });
    expect(forAlice.seen.events[0]?.body).toMatchObject({ key: 'c0...02' });
    for (const event of forAlice.seen.events) parse(StoredEvent, event, 'pushed event');
    const first = forAlice.seen.events[0]?.id ?? 0;
    const resumed = await (await lab.browse(lab.alice)).subscribe(first);
    expect(resumed.events.map(({ seq }) => seq)).toEqual([2]);
    expect(resumed.more).toBe(false);
  });

  it('shows at once that a device is gone, and its services as unknown from then on', async () => {
    const entrance = await lab.agent('entrance');
    await entrance.report();
    const page = await lab.browse(lab.alice);
    await page.subscribe();
    const before = await matrix();
    expect(before.find(({ device }) => device === 'entrance')?.status).toMatchObject({
      kind: 'known',
      service: { state: 'answering' },
    });
    entrance.socket.disconnect();
    await vi.waitFor(() =>
      expect(page.seen.devices.at(-1)).toMatchObject({ device: 'entrance', connected: false }),
    );
    const after = await matrix();
    expect(after.find(({ device }) => device === 'entrance')?.status).toMatchObject({
      kind: 'unknown',
      last: { state: 'answering' },
    });
  });

  it('lets an administrator’s simulated person reach every connected agent', async () => {
    const room = await lab.agent('room');
    const walk = (cookie: string) =>
      lab.dashboard.post(
        '/api/trpc/simulation.walk',
        { site: 'demo', walker: 'bob', pace: 4 },
        { cookie, origin: lab.dashboard.url },
      );
    expect((await walk(lab.alice)).status).toBe(403);
    expect((await walk(lab.admin)).status).toBe(200);
    expect(room.simulated).toMatchObject([
      {
        kind: 'walk',
        walker: 'bob',
        keys: ['c0:ff:ee:00:00:02'],
        legs: [
          { zone: 'entrance', fromMs: 0, untilMs: 1000 },
          { zone: 'corridor', fromMs: 1000, untilMs: 3500 },
          { zone: 'aurora', fromMs: 3500, untilMs: null },
        ],
      },
    ]);
  });
});

const matrix = async () => {
  const client = lab.dashboard.client('alice');
  const { deployments } = await client.ask((api) =>
    api.nanoservices.matrix.query({ site: 'demo' }),
  );
  return deployments;
};
