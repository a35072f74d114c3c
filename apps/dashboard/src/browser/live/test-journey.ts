import { Journey, parse } from '@nanoedge/protocol';

/** A journey for tests: Bob on his way, with what the test changes. */
export const journeyWith = (changes: Record<string, unknown>): Journey =>
  parse(
    Journey,
    {
      id: 'j1',
      state: 'guiding',
      entered: 'entrance',
      zone: 'entrance',
      key: 'k1',
      person: { id: 'bob', name: 'Bob Stone', initials: 'BS', colour: '#e69f00' },
      meeting: {
        id: 'm1',
        title: 'Roadmap',
        room: 'aurora',
        startsAt: 0,
        endsAt: 3_600_000,
        content: null,
      },
      refusal: null,
      hops: { presence: 1000 },
      heardAt: null,
      updatedAt: 1000,
      ...changes,
    },
    'a journey for a test',
  );
