import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { meetings } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { booking, type Slot } from './clash.ts';
import { finish, lockForEdit } from './edit.ts';
import { checkRoom } from './rules.ts';
import type { MeetingRef } from './schema.ts';
import type { MeetingDetail } from './view.ts';
import { PromiseBroken } from '../errors.ts';

/** Brings a removed meeting back. Throws Conflict when its room was booked since. */
export const restoreMeeting = async (
  deps: Deps,
  actor: Actor,
  input: MeetingRef,
): Promise<MeetingDetail> => {
  let slot: Slot | null = null;
  await booking(
    deps.db,
    () => {
      if (slot === null) throw new PromiseBroken('a clash was reported before the slot was known');
      return slot;
    },
    () =>
      deps.db.transaction(async (tx) => {
        const old = await lockForEdit(tx, actor, { id: input.id, removed: true });
        slot = {
          actor,
          site: old.site,
          room: await checkRoom(tx, old.site, old.room),
          startsAt: old.startsAt,
          endsAt: old.endsAt,
          except: old.id,
        };
        await tx
          .update(meetings)
          .set({ removedAt: null, updatedAt: new Date(deps.now()) })
          .where(eq(meetings.id, old.id));
        await record(tx, actor, {
          site: old.site,
          action: 'restore',
          entity: 'meeting',
          subject: old.id,
          summary: auditSentences.meetings.restored(old.title),
        });
      }),
  );
  return finish(deps, actor, input.id);
};
