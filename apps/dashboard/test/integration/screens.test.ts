import {
  type Ack,
  PairedScreen,
  parse,
  type ScreensRequest,
  type ScreensState,
} from '@nanoedge/protocol';
import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { audit } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { ApproveScreenInput, RevokeScreenInput } from '../../src/server/services/devices/schema.ts';
import {
  approveScreen,
  listScreens,
  revokeScreen,
} from '../../src/server/services/devices/screens.ts';
import { openEdge } from './support/edge.ts';
import { refusal } from './support/refusal.ts';
import { device, openWorld, type World } from './support/world.ts';

let world: World;
let admin: Actor;
let asked: ScreensRequest[] = [];
let answers: (Ack<ScreensState> | null)[] = [];

const room = device('room');
const screen = parse(
  PairedScreen,
  {
    id: 'screen-1',
    address: '192.0.2.20',
    browser: 'Chromium 143, Linux',
    pairedAt: 1,
    seenAt: 2,
    open: true,
  },
  'screen',
);
const paired = (...screens: PairedScreen[]): Ack<ScreensState> => ({
  ok: true,
  value: { screens, waiting: 1 },
});

beforeAll(async () => {
  world = await openWorld();
  admin = await world.actor('admin');
  await openEdge(world, 'room');
  world.deps.agents.screens = (_device, request) => {
    asked.push(request);
    return Promise.resolve(answers.shift() ?? null);
  };
});
afterAll(() => world.close());
beforeEach(() => {
  asked = [];
  answers = [];
  world.connected.add(room);
});

const approve = (actor: Actor, input: object = {}) =>
  approveScreen(
    world.deps,
    actor,
    ApproveScreenInput.parse({ id: room, code: 'bcdf-ghjk', ...input }),
  );
const revoke = (actor: Actor) =>
  revokeScreen(world.deps, actor, RevokeScreenInput.parse({ id: room, screen: screen.id }));

const lastAudited = async () => {
  const [row] = await world.deps.db.select().from(audit).orderBy(desc(audit.id)).limit(1);
  return row;
};

it('lets an administrator only see the screens, pair one and put one out', async () => {
  for (const who of ['alice', 'viewer'] as const) {
    const actor = await world.actor(who);
    await expect(listScreens(world.deps, actor, { id: room })).rejects.toThrow(/role admin/);
    await expect(approve(actor)).rejects.toThrow(/role admin/);
    await expect(revoke(actor)).rejects.toThrow(/role admin/);
  }
  expect(asked).toEqual([]);
});

it('says what the device says', async () => {
  answers = [paired(screen)];
  expect(await listScreens(world.deps, admin, { id: room })).toMatchObject({
    screens: [{ id: 'screen-1' }],
    waiting: 1,
  });
  expect(asked).toEqual([{ wish: 'list' }]);
});

it('sends the code as the page has it, however it was typed, and writes down who let whom in', async () => {
  answers = [paired(screen)];
  await approve(admin, { code: ' bcdf ghjk ' });
  expect(asked).toEqual([{ wish: 'approve', code: 'BCDF-GHJK' }]);
  const row = await lastAudited();
  expect(row).toMatchObject({
    actor: admin.user,
    action: 'pair-screen',
    subject: room,
    summary: expect.stringContaining('192.0.2.20'),
  });
  expect(JSON.stringify(row)).not.toContain('BCDF');
});

it('writes down who put whom out', async () => {
  answers = [paired(screen), paired()];
  await revoke(admin);
  expect(asked).toEqual([{ wish: 'list' }, { wish: 'revoke', id: 'screen-1' }]);
  expect(await lastAudited()).toMatchObject({
    actor: admin.user,
    action: 'revoke-screen',
    subject: room,
    summary: expect.stringContaining('192.0.2.20'),
  });
});

it.each(['', 'BCDF', 'AEIO-UAEI', 'BCDF-GHJKL', '1234-5678'])(
  'asks no device about “%s”, which is no code',
  (code) => {
    const read = ApproveScreenInput.safeParse({ id: room, code });
    expect(read.error?.issues[0]?.path).toEqual(['code']);
  },
);

it('refuses with the reason and the field, and writes nothing down', async () => {
  const before = await lastAudited();
  answers = [{ ok: false, error: 'no screen shows this code now' }];
  expect(await refusal(approve(admin))).toMatchObject({
    field: 'code',
    message: expect.stringContaining('no screen shows this code now'),
  });
  expect(await refusal(revoke(admin))).toMatchObject({ field: 'device' });
  answers = [paired(), { ok: false, error: 'this screen is not paired any more' }];
  expect(await refusal(revoke(admin))).toMatchObject({
    field: 'screen',
    message: expect.stringContaining('not paired any more'),
  });
  world.connected.delete(room);
  expect(await refusal(approve(admin))).toMatchObject({
    field: 'device',
    message: expect.stringContaining('not connected'),
  });
  expect(await refusal(approve(admin, { id: device('nowhere') }))).toMatchObject({
    message: expect.stringContaining('nowhere'),
  });
  expect(await lastAudited()).toEqual(before);
});
