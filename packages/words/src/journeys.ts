import type { HopName, Journey } from '@nanoedge/protocol';
import type { Tone } from './tone.ts';

/** What each state of a journey is called on screen. */
export const journeyWord: Record<Journey['state'], { word: string; tone: Tone }> = {
  waiting: { word: 'seen', tone: 'attention' },
  identifying: { word: 'identifying', tone: 'attention' },
  guiding: { word: 'on the way', tone: 'accent' },
  arrived: { word: 'in the room', tone: 'ok' },
  'in-meeting': { word: 'in the meeting', tone: 'ok' },
  left: { word: 'left', tone: 'unknown' },
  refused: { word: 'refused', tone: 'broken' },
  unrecognised: { word: 'no key heard', tone: 'unknown' },
  lost: { word: 'never arrived', tone: 'attention' },
};

/** A journey that never ended, of which nothing was heard for too long. */
export const noLongerKnown: { word: string; tone: Tone } = {
  word: 'not heard since',
  tone: 'unknown',
};

/**
 * When a journey began, by main-controller's clock: its first hop, else the time of its last update.
 */
export const journeyStart = ({ hops, updatedAt }: Pick<Journey, 'hops' | 'updatedAt'>): number =>
  Math.min(updatedAt, ...Object.values(hops));

/** Why somebody was refused, as one reads it on a departures board. */
export const refusalWord = (refusal: Journey['refusal']): string => {
  switch (refusal) {
    case 'unknown':
      return 'unknown key';
    case 'uninvited':
      return 'not invited';
    case 'no-clock':
      return 'recognised, but this device does not know the time and cannot check meetings';
    case null:
      return 'refused';
  }
};

/** Who it is, or the best that can be said about them. */
export const whoIs = (journey: Pick<Journey, 'person' | 'key' | 'refusal'>): string =>
  journey.person?.name ??
  (journey.refusal === 'unknown' || journey.key !== null ? 'Unknown key' : 'Somebody');

/** What completes at each hop, and which of the paper's steps it is. */
export const hopWord: Record<HopName, { label: string; does: string }> = {
  presence: { label: 'Presence', does: 'motion at the entrance reached the controller' },
  scan: { label: 'Scan', does: 'the scanner took the command to listen' },
  sighting: { label: 'Sighting', does: 'the key was heard over the radio' },
  identity: { label: 'Identity', does: 'the authentication engine decided' },
  guidance: { label: 'Guidance', does: 'the lights took the route' },
  arrival: { label: 'Arrival', does: 'the key was heard in the room' },
  content: { label: 'Content', does: 'the room screen shows the content' },
};

/** The steps of an arrival as chips, by the hop that completes each. */
export const hopStepWord: Record<HopName, string> = {
  presence: 'seen',
  scan: 'scanned',
  sighting: 'heard',
  identity: 'recognised',
  guidance: 'guided',
  arrival: 'in the room',
  content: 'content',
};
