import type { StoredEvent } from '@nanoedge/protocol';
import { eventGroupWord, type EventWords } from '@nanoedge/words';

/**
 * Whether an event only says that a step goes on; the drawer shows these as they come, and lists
 * would be full of them.
 */
export const isProgress = ({ body }: StoredEvent): boolean =>
  body.type === 'run.step' && body.state === 'running';

/** Every event type, grouped as the filters show them. */
export const eventGroups = [
  {
    value: 'arrivals',
    label: eventGroupWord.arrivals,
    prefixes: ['journey.', 'identity.', 'guidance.'],
  },
  {
    value: 'sensing',
    label: eventGroupWord.sensing,
    prefixes: ['presence.', 'scan.', 'sighting', 'keys.', 'thing.'],
  },
  { value: 'content', label: eventGroupWord.content, prefixes: ['content.'] },
  {
    value: 'machinery',
    label: eventGroupWord.machinery,
    prefixes: [
      'service.',
      'volume.',
      'run.',
      'desired.',
      'agent.',
      'clock.',
      'link.',
      'requests.',
      'outbox.',
      'events.',
      'drill.',
    ],
  },
] as const;

/** Every type of event that exists, in the order of a journey, then the machinery. */
export const eventTypes: readonly StoredEvent['body']['type'][] = [
  'presence.detected',
  'presence.cleared',
  'scan.started',
  'scan.stopped',
  'sighting',
  'keys.unknown',
  'identity.recognised',
  'identity.refused',
  'guidance.started',
  'guidance.stopped',
  'content.cleared',
  'content.shown',
  'content.hidden',
  'content.missing',
  'journey.updated',
  'thing.fired',
  'thing.failing',
  'thing.working',
  'service.starting',
  'service.answering',
  'service.exited',
  'service.removed',
  'service.failed',
  'service.drifted',
  'volume.filling',
  'volume.full',
  'run.step',
  'run.finished',
  'desired.applied',
  'agent.started',
  'clock.agrees',
  'clock.differs',
  'link.distrusted',
  'requests.refused',
  'drill.began',
  'drill.ended',
  'outbox.filling',
  'events.limited',
  'events.given-up',
];

/** The types that belong to a group; all for an unknown or absent group. */
export const typesOfGroup = (group: string | null): readonly string[] => {
  const found = eventGroups.find(({ value }) => value === group);
  return found === undefined
    ? eventTypes
    : eventTypes.filter((type) => found.prefixes.some((prefix) => type.startsWith(prefix)));
};

/** What of all events somebody wants to see; an empty choice is none. */
export interface EventChoice {
  kind: string;
  device: string;
}

/** Whether an event is of the chosen group and device. */
export const eventFilter = ({ kind, device }: EventChoice): ((event: StoredEvent) => boolean) => {
  const types = new Set(typesOfGroup(kind));
  return (event) =>
    (kind === '' || types.has(event.body.type)) && (device === '' || event.device === device);
};

/** Whether what is said of an event, its type, device or journey contains the text. */
export const matchesText = (event: StoredEvent, words: EventWords, query: string): boolean => {
  const wanted = query.trim().toLowerCase();
  return (
    wanted === '' ||
    `${words.text} ${event.body.type} ${event.device} ${words.journey ?? ''}`
      .toLowerCase()
      .includes(wanted)
  );
};
