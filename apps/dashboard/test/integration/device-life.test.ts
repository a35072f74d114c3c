import { readJoinToken } from '@nanoedge/link';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { devices } from '../../src/server/db/schema/index.ts';
import { deviceHeaders, enrolWith, makeKey, prove } from './support/agent.ts';
import { type LinkLab, openLinkLab } from './support/link-lab.ts';

let lab: LinkLab;
beforeAll(async () => {
  lab = await openLinkLab();
});
afterAll(() => lab.close());

const admin = () => lab.dashboard.client('admin');
const deviceOf = async (id: string) => {
  const found = (await lab.dashboard.deps.db.select().from(devices)).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no device ${id}`);
  return found;
};

describe('a device that is let enrol again', () => {
  it('gets a token that names the dashboard’s own key, and then has its new key only', async () => {
    const before = await lab.agent('entrance');
    const { joinToken } = await admin().ask((api) =>
      api.devices.rejoin.mutate({ id: before.device as never }),
    );
    const { joinKey, dashboardKey, dashboardUrl } = readJoinToken(joinToken);
    expect(dashboardKey).toBe(lab.dashboard.deps.identity.publicKey);
    expect(dashboardUrl).toContain(String(new URL(lab.dashboard.url).port));
    const key = makeKey();
    expect((await enrolWith(lab.dashboard.url, joinKey, key)).status).toBe(200);
    await vi.waitFor(() => expect(before.socket.connected).toBe(false));
    const old = await prove(lab.dashboard.url, 'entrance', before.key);
    lab.ends(old.socket);
    expect(old.answer).toMatchObject({ ok: false });
    const now = await prove(lab.dashboard.url, 'entrance', key);
    lab.ends(now.socket);
    expect(now.answer).toMatchObject({ ok: true });
    expect((await enrolWith(lab.dashboard.url, joinKey, makeKey())).status).toBe(403);
  });

  it('is no other’s business than an administrator’s', async () => {
    const alice = lab.dashboard.client('alice');
    await expect(
      alice.ask((api) => api.devices.rejoin.mutate({ id: 'room' as never })),
    ).rejects.toThrow('admin');
    await expect(
      alice.ask((api) => api.devices.revoke.mutate({ id: 'room' as never })),
    ).rejects.toThrow('admin');
    await expect(
      alice.ask((api) => api.devices.startOver.mutate({ id: 'room' as never })),
    ).rejects.toThrow('admin');
  });
});

describe('a device whose key is revoked', () => {
  it('loses its link within two seconds and is not let in again, nor given anything', async () => {
    const closet = await lab.agent('closet');
    const began = performance.now();
    await admin().ask((api) => api.devices.revoke.mutate({ id: closet.device as never }));
    await vi.waitFor(() => expect(closet.socket.connected).toBe(false));
    expect(performance.now() - began).toBeLessThan(2_000);
    const again = await prove(lab.dashboard.url, 'closet', closet.key);
    lab.ends(again.socket);
    expect(again.answer).toMatchObject({ ok: false });
    const digest = `sha256:${'0'.repeat(64)}`;
    expect((await closet.fetchContent(lab.dashboard.url, digest)).status).toBe(403);
    expect((await deviceOf('closet')).revokedAt).not.toBeNull();
    const view = await admin().ask((api) => api.devices.get.query({ id: closet.device as never }));
    expect(view).toMatchObject({ keyFingerprint: null, revokedAt: expect.any(Number) as number });
  });
});

describe('a device that holds more than the dashboard knows', () => {
  it('says so on its page until an administrator makes it start over with what is known', async () => {
    const room = await lab.agent('room');
    const { id } = await deviceOf('room');
    await expect(admin().ask((api) => api.devices.startOver.mutate({ id }))).rejects.toThrow(
      'follows this dashboard',
    );
    await room.socket.emitWithAck('objection', { reason: 'revision-behind' });
    await room.socket.emitWithAck('objection', { reason: 'revision-behind' });
    const view = () => admin().ask((api) => api.devices.get.query({ id }));
    expect((await view()).objection).toBe('revision-behind');
    const before = await deviceOf('room');
    await admin().ask((api) => api.devices.startOver.mutate({ id }));
    await vi.waitFor(() =>
      expect(room.desired.at(-1)?.startedOver).toEqual(expect.any(Number) as number),
    );
    expect((await view()).objection).toBeNull();
    expect((await deviceOf('room')).rosterRevision).toBeGreaterThan(before.rosterRevision);
  });
});

describe('a key that two agents have', () => {
  it('is told of when they replace each other again and again, and not when one only comes back', async () => {
    const view = () => admin().ask((api) => api.devices.get.query({ id: 'corridor' as never }));
    await lab.agent('corridor');
    await lab.agent('corridor');
    await lab.agent('corridor');
    expect((await view()).duplicateSeenAt).toBeNull();
    await lab.agent('corridor');
    await vi.waitFor(async () => expect((await view()).duplicateSeenAt).not.toBeNull());
  });
});

describe('a request of a device', () => {
  it('is heard once, and for its own method and path only', async () => {
    const corridor = await lab.agent('corridor');
    const digestOf = (digit: string): string =>
      `${lab.dashboard.url}/api/agents/content/sha256:${digit.repeat(64)}`;
    const url = digestOf('0');
    const headers = deviceHeaders(corridor, { method: 'GET', url });
    expect((await fetch(url, { headers })).status).toBe(404);
    expect((await fetch(url, { headers })).status).toBe(403);
    const other = deviceHeaders(corridor, { method: 'GET', url });
    expect((await fetch(digestOf('1'), { headers: other })).status).toBe(403);
    const put = deviceHeaders(corridor, { method: 'PUT', url });
    expect((await fetch(url, { headers: put })).status).toBe(403);
    const late = deviceHeaders(corridor, { method: 'GET', url, at: Date.now() - 6 * 60_000 });
    expect((await fetch(url, { headers: late })).status).toBe(403);
  });
});
