import { PeerRefused } from '@nanoedge/coap';
import { GuidanceState, SessionsState } from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rosterAt } from '../support/roster.ts';
import { Site } from '../support/site.ts';

describe('what a service keeps', () => {
  let site: Site;
  const roster = rosterAt(Date.now());
  const [bob] = roster.people;
  const [meeting] = roster.meetings;
  beforeEach(async () => {
    site = new Site();
    await site.start(roster);
  });
  afterEach(() => site.stop());

  const codeOf = async (put: Promise<unknown>): Promise<string> => {
    try {
      await put;
      return 'taken';
    } catch (error) {
      if (error instanceof PeerRefused) return error.code;
      throw error;
    }
  };

  it('is at most 64 guidances; one more is refused for now, and the others go on', async () => {
    const url = site.url('user-guidance');
    const guide = async (journey: string) =>
      codeOf(
        site.client.send({
          url,
          path: `/guidance/${journey}`,
          method: 'PUT',
          body: { person: bob, key: 'key-bob', from: 'entrance', to: 'aurora', leaseSeconds: 60 },
        }),
      );
    for (let number = 0; number < 64; number += 1) expect(await guide(`j-${number}`)).toBe('taken');
    expect(await guide('j-64')).toBe('5.03');
    expect(await guide('j-0')).toBe('taken');
    const { guidance } = await site.client.request(
      { url, path: '/guidance', method: 'GET' },
      GuidanceState,
    );
    expect(guidance).toHaveLength(64);
    await site.client.send({ url, path: '/guidance/j-0', method: 'DELETE' });
    expect(await guide('j-64')).toBe('taken');
  });

  it('is at most 16 sessions in a room; one more is refused for now', async () => {
    const url = site.url('meeting-room');
    const show = async (id: string) =>
      codeOf(
        site.client.send({
          url,
          path: `/sessions/${id}`,
          method: 'PUT',
          body: {
            meeting: { ...meeting, id, content: null },
            present: [{ journey: 'j-1', key: 'key-bob', person: bob }],
            leaseSeconds: 60,
          },
        }),
      );
    for (let number = 0; number < 16; number += 1) expect(await show(`m-${number}`)).toBe('taken');
    expect(await show('m-16')).toBe('5.03');
    const { sessions } = await site.client.request(
      { url, path: '/sessions', method: 'GET' },
      SessionsState,
    );
    expect(sessions).toHaveLength(16);
  });
});
