import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameValue, mergeEdits, type MergeRules, type Versions } from './merge-edits.ts';

interface Meeting {
  title: string;
  end: number;
  people: string[];
  content: string[];
  config: Record<string, unknown>;
}

const rules: MergeRules<Meeting> = {
  title: 'value',
  end: 'value',
  people: 'set',
  content: 'list',
  config: 'record',
};

const base: Meeting = {
  title: 'Budget',
  end: 11,
  people: ['alice', 'bob'],
  content: ['agenda', 'slides', 'notes'],
  config: { hold: 5, light: { colour: 'blue', level: 3 } },
};

const merge = (mine: Partial<Meeting>, theirs: Partial<Meeting>) =>
  mergeEdits({ base, mine: { ...base, ...mine }, theirs: { ...base, ...theirs } }, rules);

describe('two edits of the same meeting', () => {
  it('keeps a new title, a new participant and a new end', () => {
    const { merged, clashes } = merge(
      { end: 12 },
      { title: 'Budget 2027', people: ['alice', 'bob', 'carl'] },
    );
    expect(clashes).toEqual([]);
    expect(merged).toEqual({
      ...base,
      title: 'Budget 2027',
      people: ['alice', 'bob', 'carl'],
      end: 12,
    });
  });

  it('says where both changed the same field, and holds what is mine there', () => {
    const { merged, clashes } = merge({ title: 'Mine', end: 12 }, { title: 'Theirs', end: 12 });
    expect(clashes).toEqual(['title']);
    expect(merged).toEqual({ ...base, title: 'Mine', end: 12 });
  });

  it('puts what both added behind what was there before, theirs first', () => {
    const { merged } = merge(
      { content: ['agenda', 'slides', 'notes', 'mine'] },
      { content: ['agenda', 'slides', 'notes', 'theirs'] },
    );
    expect(merged.content).toEqual(['agenda', 'slides', 'notes', 'theirs', 'mine']);
  });

  it('adds and removes within the order of the one who reordered', () => {
    const { merged, clashes } = merge(
      { content: ['notes', 'agenda', 'slides'] },
      { content: ['agenda', 'figures', 'notes'] },
    );
    expect(clashes).toEqual([]);
    expect(merged.content).toEqual(['notes', 'agenda', 'figures']);
  });

  it('clashes where both put a list into another order, and never of a set', () => {
    const orders = [
      ['notes', 'agenda', 'slides'],
      ['slides', 'agenda', 'notes'],
    ] as const;
    expect(merge({ content: [...orders[0]] }, { content: [...orders[1]] }).clashes).toEqual([
      'content',
    ]);
    expect(merge({ people: ['bob', 'alice'] }, { people: ['bob', 'alice'] }).clashes).toEqual([]);
  });

  it('goes key by key into a config, whatever its depth', () => {
    const { merged, clashes } = merge(
      { config: { hold: 9, light: { colour: 'blue', level: 4 } } },
      { config: { hold: 5, light: { colour: 'red', level: 5 }, extra: true } },
    );
    expect(clashes).toEqual(['config.light.level']);
    expect(merged.config).toEqual({
      hold: 9,
      light: { colour: 'red', level: 4 },
      extra: true,
    });
  });

  it('leaves out a key that one removed and nobody changed', () => {
    const { merged, clashes } = merge(
      { config: { hold: 5 } },
      { config: { ...base.config, hold: 6 } },
    );
    expect([merged.config, clashes]).toEqual([{ hold: 6 }, []]);
  });

  it('counts entries that are alike one by one', () => {
    const twice = { ...base, content: ['agenda', 'agenda'] };
    const { merged } = mergeEdits(
      { base: twice, mine: { ...twice, content: ['agenda'] }, theirs: { ...twice, end: 12 } },
      rules,
    );
    expect(merged.content).toEqual(['agenda']);
  });
});

const items = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
const config = fc.dictionary(
  fc.constantFrom('p', 'q', 'r'),
  fc.oneof(fc.nat(2), fc.dictionary(fc.constantFrom('x', 'y'), fc.nat(2))),
);
const meeting: fc.Arbitrary<Meeting> = fc.record({
  title: fc.constantFrom('one', 'two', 'three'),
  end: fc.nat(2),
  people: items,
  content: items,
  config,
});
const versions: fc.Arbitrary<Versions<Meeting>> = fc.record({
  base: meeting,
  mine: meeting,
  theirs: meeting,
});

describe('any two edits', () => {
  it('give what the other made of it where one changed nothing', () => {
    fc.assert(
      fc.property(meeting, meeting, (was, now) => {
        const theirs = mergeEdits({ base: was, mine: was, theirs: now }, rules);
        const mine = mergeEdits({ base: was, mine: now, theirs: was }, rules);
        expect(theirs).toEqual({ merged: now, clashes: [] });
        expect(mine).toEqual({ merged: now, clashes: [] });
        expect(mergeEdits({ base: was, mine: now, theirs: now }, rules).clashes).toEqual([]);
      }),
    );
  });

  it('have in a list what either added or both kept, once, and nothing else', () => {
    fc.assert(
      fc.property(versions, ({ base: was, mine, theirs }) => {
        const { merged } = mergeEdits({ base: was, mine, theirs }, rules);
        for (const field of ['people', 'content'] as const) {
          const expected = ['a', 'b', 'c', 'd', 'e', 'f'].filter((item) => {
            const [before, here, there] = [was, mine, theirs].map((one) =>
              one[field].includes(item),
            );
            return before === true
              ? here === true && there === true
              : here === true || there === true;
          });
          expect(merged[field].toSorted()).toEqual(expected);
        }
      }),
    );
  });

  it('clash in the same fields, whoever saves first', () => {
    fc.assert(
      fc.property(versions, ({ base: was, mine, theirs }) => {
        const one = mergeEdits({ base: was, mine, theirs }, rules);
        const other = mergeEdits({ base: was, mine: theirs, theirs: mine }, rules);
        expect(one.clashes.toSorted()).toEqual(other.clashes.toSorted());
      }),
    );
  });

  it('keep every value that only one of them changed', () => {
    fc.assert(
      fc.property(versions, ({ base: was, mine, theirs }) => {
        const { merged, clashes } = mergeEdits({ base: was, mine, theirs }, rules);
        for (const field of ['title', 'end'] as const) {
          if (clashes.includes(field)) expect(merged[field]).toBe(mine[field]);
          else if (isSameValue(theirs[field], was[field])) expect(merged[field]).toBe(mine[field]);
          else expect(merged[field]).toBe(theirs[field]);
        }
      }),
    );
  });
});
