import { type Digest, parse, Roster } from '@nanoedge/protocol';

/** Of the content of the meeting. */
export const digest = `sha256:${'a'.repeat(64)}` as Digest;

const person = (id: string, name: string, colour: string) => ({
  id,
  name,
  initials: name.slice(0, 1),
  colour,
  keys: [`key-${id}`],
});

/** Bob and Carl are invited, Eve is known but not invited. */
export const rosterAt = (now: number): Roster =>
  parse(
    Roster,
    {
      revision: 1,
      people: [
        person('bob', 'Bob', '#e69f00'),
        person('carl', 'Carl', '#e69f00'),
        person('eve', 'Eve', '#009e73'),
      ],
      meetings: [
        {
          id: 'standup',
          title: 'Stand-up',
          room: 'aurora',
          startsAt: now - 60_000,
          endsAt: now + 600_000,
          content: digest,
          participants: ['bob', 'carl'],
        },
      ],
    },
    'roster',
  );
