import { epochMs } from '@nanoedge/base';
import type { EpochMs } from '@nanoedge/protocol';
import { ask } from './asking.ts';
import { silentSince } from './carried.ts';
import { stopGuiding } from './identifying.ts';
import { leave } from './meeting.ts';
import { confirmedMs } from './watching.ts';
import type { Circumstances, ControllerState, Entry, Watch } from './model.ts';
import { refuseStrangers, strangersDueAt } from './strangers.ts';
import type { Turn } from './turn.ts';

/** Ends what time ended: presences, journeys of people who are not heard or never arrived. */
export const expire = (turn: Turn): void => {
  for (const [zone, watch] of turn.watches) {
    refuseStrangers(turn, zone);
    if (watch.presence === null || turn.now < watch.presence.until) continue;
    turn.watches.set(zone, { ...turn.watch(zone), presence: null });
    const waiting = turn.waitingIn(zone);
    if (waiting !== undefined) end(turn, waiting, 'unrecognised');
  }
  for (const entry of turn.active()) expireEntry(turn, entry);
};

const expireEntry = (turn: Turn, entry: Entry): void => {
  const dueAt = expiresAt(entry, turn.watch(entry.heardIn), turn);
  if (dueAt === null || turn.now < dueAt) {
    if (!entry.asking && entry.askAgainAt !== null && turn.now >= entry.askAgainAt)
      ask(turn, entry);
    renewGuidance(turn, entry);
    return;
  }
  switch (entry.journey.state) {
    case 'identifying':
      end(turn, entry, entry.guidance === null ? 'unrecognised' : 'lost');
      break;
    case 'guiding':
      end(turn, entry, 'lost');
      break;
    case 'arrived':
    case 'in-meeting':
      leave(turn, entry);
      break;
    case 'refused':
    case 'left':
      turn.note(entry, { active: false });
      break;
    case 'waiting':
    case 'unrecognised':
    case 'lost':
      break;
  }
};

const end = (turn: Turn, entry: Entry, state: 'unrecognised' | 'lost'): void => {
  stopGuiding(turn, entry, 'cancelled');
  turn.update(entry, { state });
  turn.note(entry, { active: false });
};

const renewGuidance = (turn: Turn, entry: Entry): void => {
  const { guidance, journey } = entry;
  if (guidance?.renewAt == null || turn.now < guidance.renewAt || journey.state !== 'guiding')
    return;
  if (journey.key === null || journey.person === null) return;
  turn.note(entry, { guidance: { ...guidance, renewAt: turn.in(turn.config.leaseSeconds / 3) } });
  const { from, to } = guidance;
  turn.commands.push({
    kind: 'guide',
    journey: journey.id,
    key: journey.key,
    person: journey.person,
    from,
    to,
  });
};

/** When an active journey ends by itself; null when time alone does not end it. */
const expiresAt = (entry: Entry, watch: Watch, { config, now }: Circumstances): EpochMs | null => {
  const silent = epochMs(entry.heardAt + config.absenceSeconds * 1000);
  const { guidance, journey } = entry;
  switch (journey.state) {
    case 'identifying':
      return guidance === null ? silent : epochMs(guidance.since + config.guidanceSeconds * 1000);
    case 'guiding': {
      const since = guidance?.since ?? entry.heardAt;
      return epochMs(
        Math.min(
          since + config.guidanceSeconds * 1000,
          journey.meeting?.endsAt ?? Number.POSITIVE_INFINITY,
        ),
      );
    }
    case 'arrived':
    case 'in-meeting':
      return hears(watch, { config, now })
        ? epochMs(silentSince(entry, config) + config.absenceSeconds * 1000)
        : null;
    case 'refused':
      return silent;
    case 'left':
      // As long as the meeting lasts, a key that was left behind may be heard again.
      return entry.after === 'key-behind'
        ? epochMs(Math.max(silent, journey.meeting?.endsAt ?? 0))
        : silent;
    case 'waiting':
    case 'unrecognised':
    case 'lost':
      return null;
  }
};

/** Whether the scanner can be believed when it reports nothing. */
const hears = ({ scan }: Watch, { config, now }: Circumstances): boolean =>
  scan !== null &&
  !scan.asking &&
  !scan.failed &&
  scan.confirmedAt !== null &&
  now - scan.confirmedAt < confirmedMs(config);

/** When `decide` must be called again though nothing was heard; null when nothing is going on. */
export const nextDeadline = (
  state: ControllerState,
  circumstances: Circumstances,
): EpochMs | null => {
  const times: (EpochMs | null | undefined)[] = [];
  for (const watch of state.watches.values()) {
    const { presence, scan } = watch;
    times.push(
      strangersDueAt(watch),
      presence?.until,
      scan === null || scan.asking ? null : scan.renewAt,
    );
  }
  for (const entry of state.entries.values()) {
    if (!entry.active) continue;
    const watch = state.watches.get(entry.heardIn) ?? { presence: null, scan: null };
    times.push(expiresAt(entry, watch, circumstances), entry.asking ? null : entry.askAgainAt);
    if (entry.journey.state === 'guiding') times.push(entry.guidance?.renewAt);
  }
  for (const { meeting, renewAt } of state.meetings.values()) times.push(meeting.endsAt, renewAt);
  const due = times.filter((time) => time !== null && time !== undefined);
  return due.length === 0 ? null : epochMs(Math.min(...due));
};
