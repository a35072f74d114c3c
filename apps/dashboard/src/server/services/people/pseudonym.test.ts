import { Colour, IdentityKey, parse, PersonId } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { withPseudonym } from './pseudonym.ts';

const pseudonym = {
  id: 'bob',
  keys: new Set(['c0:ff:ee:00:00:02']),
  as: {
    id: parse(PersonId, 'deleted-1', 'id'),
    name: 'Person 1',
    initials: '–',
    colour: parse(Colour, '#7a7a7a', 'colour'),
  },
  key: parse(IdentityKey, 'deleted-1', 'key'),
};

it('puts the pseudonym wherever the person or a key of theirs was, and leaves all else', () => {
  const bob = { id: 'bob', name: 'Bob Ito', initials: 'BI', colour: '#009e73' };
  const ann = { id: 'ann', name: 'Ann Ono', initials: 'AO', colour: '#e69f00' };
  expect(
    withPseudonym(
      {
        type: 'journey.updated',
        zone: 'bob',
        snapshot: { person: bob, key: 'c0:ff:ee:00:00:02', others: [ann, bob], hops: { a: 1 } },
        person: 'bob',
        key: 'c0:ff:ee:00:00:09',
        participants: null,
      },
      pseudonym,
    ),
  ).toEqual({
    type: 'journey.updated',
    zone: 'bob',
    snapshot: {
      person: pseudonym.as,
      key: 'deleted-1',
      others: [ann, pseudonym.as],
      hops: { a: 1 },
    },
    person: 'deleted-1',
    key: 'deleted-1',
    participants: null,
  });
});
