import type { Journey } from '@nanoedge/protocol';
import { onIdentifyFailed, onRoster } from './asking.ts';
import { expire } from './expiry.ts';
import { onGuided, onGuideFailed, onOverheard, onSighting } from './following.ts';
import { onIdentified } from './identifying.ts';
import { onSessionAnswered, upkeepMeetings } from './meeting.ts';
import type { Circumstances, Command, ControllerInput, ControllerState } from './model.ts';
import { restoreGuidance, restoreSessions } from './restore.ts';
import { onStrangers } from './strangers.ts';
import { Turn } from './turn.ts';
import { onPresence, onScanFailed, onScanning, upkeepScans } from './watching.ts';

/** Journeys in one answer of `GET /journeys`. */
const shownJourneys = 16;

/** What to do about one input. Pure: the same state, input and time give the same commands. */
export const decide = (
  state: ControllerState,
  input: ControllerInput,
  circumstances: Circumstances,
): { state: ControllerState; commands: Command[] } => {
  const turn = new Turn(state, circumstances);
  // What time ended had ended before this input came, also when the alarm for it rings late.
  expire(turn);
  apply(turn, input);
  expire(turn);
  upkeepMeetings(turn);
  upkeepScans(turn);
  return { state: turn.finish(), commands: turn.commands };
};

const apply = (turn: Turn, input: ControllerInput): void => {
  switch (input.kind) {
    case 'tick':
      return;
    case 'presence':
      return onPresence(turn, input.zone, input.present);
    case 'sightings':
      onScanning(turn, input.zone, { begun: false, answered: false });
      for (const sighting of input.sightings) onSighting(turn, input.zone, sighting);
      return;
    case 'overheard':
      return onOverheard(turn, input.keys);
    case 'strangers':
      return onStrangers(turn, input.zone, input.fresh);
    case 'scan-answered':
      return onScanning(turn, input.zone, { begun: input.begun, answered: true });
    case 'scan-failed':
      return onScanFailed(turn, input.zone);
    case 'listen':
      turn.everywhere = input.everywhere;
      return;
    case 'roster':
      return onRoster(turn, input.revision);
    case 'identified':
      return onIdentified(turn, input.journey, input.answer);
    case 'identify-failed':
      return onIdentifyFailed(turn, input.journey);
    case 'guided':
      return onGuided(turn, input.journey);
    case 'guide-failed':
      return onGuideFailed(turn, input.journey, input.permanent);
    case 'session-answered':
      return onSessionAnswered(turn, input.shown, input.journeys);
    case 'guidance-restored':
      return restoreGuidance(turn, input.guidance);
    case 'sessions-restored':
      return restoreSessions(turn, input.sessions);
  }
};

/**
 * The journeys that are shown: every active one first, then the latest that ended; newest first, at
 * most 16.
 */
export const journeysOf = ({ entries }: ControllerState): Journey[] => {
  const newest = [...entries.values()].reverse();
  const chosen = new Set(
    [...newest.filter(({ active }) => active), ...newest.filter(({ active }) => !active)].slice(
      0,
      shownJourneys,
    ),
  );
  return newest.filter((entry) => chosen.has(entry)).map(({ journey }) => journey);
};
