import type { EventType } from '@nanoedge/protocol';

/**
 * What is given up first when there is no room for more: what was sensed, then how services ran,
 * then how journeys went, at last who was let in or turned away and how changes ended. What says
 * that something was given up is kept.
 */
const worth = {
  'thing.fired': 0,
  'presence.detected': 0,
  'presence.cleared': 0,
  'scan.started': 0,
  'scan.stopped': 0,
  sighting: 0,
  'keys.unknown': 0,
  'requests.refused': 1,
  'service.starting': 1,
  'service.answering': 1,
  'service.exited': 1,
  'service.failed': 1,
  'service.removed': 1,
  'volume.filling': 1,
  'desired.applied': 1,
  'agent.started': 1,
  'thing.failing': 1,
  'thing.working': 1,
  'clock.differs': 1,
  'clock.agrees': 1,
  'drill.began': 1,
  'drill.ended': 1,
  'run.step': 1,
  'journey.updated': 2,
  'guidance.started': 2,
  'guidance.stopped': 2,
  'content.cleared': 2,
  'content.shown': 2,
  'content.hidden': 2,
  'content.missing': 2,
  'identity.recognised': 3,
  'identity.refused': 3,
  'run.finished': 3,
  'service.drifted': 3,
  'volume.full': 3,
  'outbox.filling': 3,
  'events.limited': 3,
  'link.distrusted': 3,
  'events.given-up': 4,
} as const satisfies Readonly<Record<EventType, number>>;

/** Of what is worth least, the oldest goes first. */
export const givenUpInOrder = [0, 1, 2, 3] as const;

/** What an event that says how many were given up is worth. */
export const worthOfNotice = worth['events.given-up'];

export const worthOf = (type: EventType): number => worth[type];
