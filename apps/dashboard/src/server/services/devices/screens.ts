import type { ScreensRequest, ScreensState } from '@nanoedge/protocol';
import { auditSentences, deviceRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Conflict, NotFound } from '../errors.ts';
import type { ApproveScreenInput, DeviceRef, RevokeScreenInput } from './schema.ts';

/** Asks the device itself, which alone knows who shows its screen. */
const askDevice = async (
  deps: Deps,
  actor: Actor,
  { of: id, field, ...request }: ScreensRequest & { of: DeviceRef['id']; field: string },
) => {
  const [device] = await deps.db.select().from(devices).where(eq(devices.id, id)).limit(1);
  if (device === undefined) throw new NotFound('device', id);
  demand(actor, 'device.pairScreen', { site: device.site, as: ['device', id] });
  if (!deps.agents.connected(id)) throw new Conflict('device', deviceRefusals.screensOffline);
  const answer = await deps.agents.screens(id, request);
  if (answer === null) throw new Conflict('device', deviceRefusals.screensUnanswered);
  if (!answer.ok) throw new BadInput(field, deviceRefusals.screensRefused(answer.error));
  return { device, state: answer.value };
};

/** Which browsers may show the room screen of a device. */
export const listScreens = async (
  deps: Deps,
  actor: Actor,
  { id }: DeviceRef,
): Promise<ScreensState> => {
  return (await askDevice(deps, actor, { of: id, field: 'device', wish: 'list' })).state;
};

/** Lets the browser that shows this code show the room screen. */
export const approveScreen = async (
  deps: Deps,
  actor: Actor,
  { id, code }: ApproveScreenInput,
): Promise<ScreensState> => {
  const { device, state } = await askDevice(deps, actor, {
    of: id,
    field: 'code',
    wish: 'approve',
    code,
  });
  await record(deps.db, actor, {
    site: device.site,
    action: 'pair-screen',
    entity: 'device',
    subject: id,
    summary: auditSentences.devices.pairedScreen(device.name, state.screens.at(-1)?.address ?? ''),
  });
  return state;
};

/** Takes the room screen from a browser, at once. */
export const revokeScreen = async (
  deps: Deps,
  actor: Actor,
  { id, screen }: RevokeScreenInput,
): Promise<ScreensState> => {
  const before = await askDevice(deps, actor, { of: id, field: 'device', wish: 'list' });
  const asked = { of: id, field: 'screen', wish: 'revoke', id: screen } as const;
  const { device, state } = await askDevice(deps, actor, asked);
  const revoked = before.state.screens.find((one) => one.id === screen);
  await record(deps.db, actor, {
    site: device.site,
    action: 'revoke-screen',
    entity: 'device',
    subject: id,
    summary: auditSentences.devices.revokedScreen(device.name, revoked?.address ?? ''),
  });
  return state;
};
