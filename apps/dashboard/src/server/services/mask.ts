import { IdentityKey, type Journey, parse, type StoredEvent } from '@nanoedge/protocol';

/**
 * A key that still tells two apart at a glance, but cannot be used: its first and last two
 * characters.
 */
export const maskKey = (key: IdentityKey): IdentityKey =>
  parse(
    IdentityKey,
    key.length <= 6 ? `${key.slice(0, 1)}...` : `${key.slice(0, 2)}...${key.slice(-2)}`,
    'masked key',
  );

export const maskJourney = <T extends Journey>(journey: T): T => ({
  ...journey,
  key: journey.key === null ? null : maskKey(journey.key),
});

/** An event without the keys in it. */
export const maskEvent = (event: StoredEvent): StoredEvent => {
  const { body } = event;
  if (body.type === 'sighting') return { ...event, body: { ...body, key: maskKey(body.key) } };
  if (body.type === 'journey.updated')
    return { ...event, body: { ...body, snapshot: maskJourney(body.snapshot) } };
  return event;
};
