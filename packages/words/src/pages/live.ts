import { plural } from '../numbers.ts';
import { formatSpan } from '../spans.ts';

interface Summary {
  inRoom: number;
  walking: number;
  connected: number;
  devices: number;
  /** Devices that were never heard. */
  expected: number;
}

/** What the Live page says, without the panel that simulates. */
export const liveWords = {
  title: 'Live',
  notKnown: 'Who is here and what answers is not known now',
  summary: ({ inRoom, walking, connected, devices, expected }: Summary): string =>
    `${plural(inRoom, 'person', 'people')} in a meeting · ${walking} on the way · ${connected} of ${plural(devices, 'device')} connected${expected === 0 ? '' : ` · ${String(expected)} expected`}`,
  legend: {
    device: 'device',
    thing: 'sensor, light or screen',
    way: 'lit way',
    estimated: 'Between sensors, places are estimated.',
  },
  asList: 'The plan as a list',
  devices: 'Devices',
  who: (name: string, state: string): string => `${name}: ${state}`,
  thingOn: (thing: string, device: string): string => `${thing} on ${device}`,
  waypoint: (id: string): string => `waypoint ${id}`,
  noKey: 'no key heard',
  neverArrived: 'never arrived',
  somebody: 'somebody',
} as const;

/** What the list of arrivals says. */
export const arrivalListWords = {
  title: 'Arrivals',
  order: 'newest first',
  timing: (name: string): string => `Timing of ${name}’s arrival`,
  notLetIn: (why: string): string => `Not let in: ${why}`,
  noMeeting: 'No meeting yet',
  unread: 'The arrivals could not be read; those from now on show here',
  nobody: 'Nobody has come yet',
  comes: 'As soon as somebody walks in, their way to the room shows here.',
  simulate: 'To see it now, pick people under Simulate and press Walk in.',
  steps: 'Steps',
  step: (state: string): string => `, ${state}`,
} as const;

/** What a step of an arrival has come to. */
export const stepStateWord = {
  done: 'done',
  refused: 'refused',
  next: 'waiting for this',
  ahead: 'not yet',
  off: 'did not happen',
} as const;

/** What a list of events and its filters say. */
export const eventListWords = {
  title: 'Events',
  kind: 'Kind of event',
  allKinds: 'All kinds',
  device: 'Device',
  allDevices: 'All devices',
  nanoservice: 'Nanoservice',
  allNanoservices: 'All nanoservices',
  text: 'Text in events',
  find: 'Find',
  pause: 'Pause',
  resume: (missed: number): string => (missed > 0 ? `Resume, ${missed} new` : 'Resume'),
  none: 'No events yet',
  comes: 'Events show here the moment a device reports them.',
  noneYet: 'Nothing has happened yet',
  comesLater: 'Events show here as soon as a device reports them.',
  nonePasses: 'No event passes these filters',
  fewer: 'Choose fewer filters.',
  clear: 'Clear the filters',
  repeats: (count: number, spanMs: number): string => `${count} times in ${formatSpan(spanMs)}`,
  newestFirst: 'Events, newest first',
  count: (events: number): string => `Events, newest first: ${plural(events, 'event')}`,
  unread: 'The events could not be read',
} as const;
