import { auditSentences, inList, planRefusals } from '@nanoedge/words';
import { isSameValue } from '@nanoedge/base';
import type { ZoneId } from '@nanoedge/protocol';
import { and, eq, inArray, ne } from 'drizzle-orm';
import { checkPlan } from '../../../plan/check/check-plan.ts';
import type { PlanFinding } from '../../../plan/check/finding.ts';
import type { Tx } from '../../db/client.ts';
import { rooms, sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { settleEdit } from '../edits/settle-edit.ts';
import { BadInput } from '../errors.ts';
import { lockSite } from '../site/lock.ts';
import { checkConsequences } from './consequences.ts';
import { getPlan } from './get.ts';
import {
  changesOf,
  type Drawing,
  drawingOf,
  drawnRoom,
  partsOf,
  type PlanParts,
  planRules,
} from './parts.ts';
import { readPlan } from './read.ts';
import type { SavePlanInput } from './schema.ts';
import type { PlanRoom, PlanView } from './view.ts';

/** Rooms with the zone that the plan gives them; one that it does not mention stays where it was. */
const placedRooms = ({ plan, rooms: drawn }: Drawing, now: readonly PlanRoom[]): PlanRoom[] =>
  drawn.flatMap((room) => {
    const zone: ZoneId | undefined =
      plan.zones.find((candidate) => candidate.room === room.id)?.id ??
      now.find(({ id }) => id === room.id)?.zone;
    return zone === undefined ? [] : [{ ...room, zone }];
  });

const keyOf = ({ kind, about: { object, id } }: PlanFinding): string => `${kind} ${object} ${id}`;

/** Throws BadInput for what is wrong with the new plan and was not wrong with the old one. */
const checkErrors = (now: PlanView, next: Drawing): void => {
  const { devices } = now;
  const before = new Set(checkPlan(now).map(keyOf));
  const found = checkPlan({ plan: next.plan, rooms: placedRooms(next, now.rooms), devices });
  const first = found.find((one) => one.weight === 'error' && !before.has(keyOf(one)));
  if (first === undefined) return;
  const { message, remedy, about } = first;
  throw new BadInput(`plan.${about.object}.${about.id}`, { message, remedy });
};

const writeRooms = async (tx: Tx, now: PlanView, next: readonly PlanRoom[]): Promise<void> => {
  const ids = next.map(({ id }) => id);
  const [taken] =
    ids.length === 0
      ? []
      : await tx
          .select({ id: rooms.id })
          .from(rooms)
          .where(and(inArray(rooms.id, ids), ne(rooms.site, now.site)))
          .limit(1);
  if (taken !== undefined)
    throw new BadInput(`rooms.${taken.id}`, planRefusals.roomElsewhere(taken.id));
  for (const room of now.rooms)
    if (!ids.includes(room.id)) await tx.delete(rooms).where(eq(rooms.id, room.id));
  for (const { id, ...fields } of next) {
    const before = now.rooms.find((room) => room.id === id);
    if (before === undefined) await tx.insert(rooms).values({ id, site: now.site, ...fields });
    else if (!isSameValue(before, { id, ...fields }))
      await tx.update(rooms).set(fields).where(eq(rooms.id, id));
  }
};

const sentenceOf = (now: PlanParts, next: PlanParts): string => {
  const { added, changed, removed, elsewhere } = changesOf(now, next);
  const words = auditSentences.site.plan;
  return [
    ...(added.length > 0 ? [words.added(inList(added))] : []),
    ...(changed.length > 0 ? [words.changed(inList(changed))] : []),
    ...(removed.length > 0 ? [words.removed(inList(removed))] : []),
    ...(elsewhere ? [words.elsewhere] : []),
  ].join('; ');
};

/**
 * Stores a plan and its rooms as they were drawn, together with what others drew since. Pages and
 * devices follow at once. Throws StaleSave where somebody else changed the same object, and BadInput
 * where the plan has a new error, or a zone or a room goes that is still needed.
 */
export const savePlan = async (
  deps: Deps,
  actor: Actor,
  input: SavePlanInput,
): Promise<PlanView> => {
  const { site, base } = input;
  demand(actor, 'plan.edit', { site });
  await deps.db.transaction(async (tx) => {
    const row = await lockSite(tx, site);
    const now = await readPlan(tx, row);
    const about = { entity: 'site', subject: site };
    const stored = partsOf({
      plan: now.plan,
      rooms: now.rooms.map(drawnRoom),
    });
    const parts = await settleEdit(tx, about, {
      given: partsOf(input),
      base: base && { version: base.version, ...partsOf(base) },
      now: stored,
      version: now.version,
      rules: planRules,
    });
    const doors = input.plan.doors !== undefined || now.plan.doors !== undefined;
    if (isSameValue(parts, stored) && doors === (now.plan.doors !== undefined)) return;
    const next = drawingOf(parts, { doors });
    checkErrors(now, next);
    await checkConsequences(tx, { now, next, at: deps.now() });
    await tx.update(sites).set({ plan: next.plan }).where(eq(sites.id, site));
    await writeRooms(tx, now, placedRooms(next, now.rooms));
    const summary = sentenceOf(stored, parts);
    if (summary !== '') await record(tx, actor, { site, action: 'draw', ...about, summary });
  });
  await announce(deps, site, 'site');
  return getPlan(deps, actor, { site });
};
