import { NanoserviceName, parse, type ThingKind } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { abilitiesOf, type Known } from './abilities-rule.ts';

const nanoservice = (
  name: string,
  {
    needs = [],
    roster = false,
    names = [],
    calls = [],
  }: { needs?: ThingKind[]; roster?: boolean; names?: string[]; calls?: string[] } = {},
): Known => ({
  name: parse(NanoserviceName, name, 'name'),
  spec: {
    needs,
    roster,
    configSchema: {
      type: 'object',
      properties: Object.fromEntries(
        names.map((peer, index) => [
          `p${String(index)}`,
          { type: 'array', items: { 'x-peer': peer } },
        ]),
      ),
      'x-peers': calls,
    },
  },
});

const found = (...all: Known[]) => Object.fromEntries(abilitiesOf(all));

const who = nanoservice('who-is-it', { roster: true });
const hub = nanoservice('hub', { names: ['who-is-it', 'lamp'] });
const lamp = nanoservice('lamp', { needs: ['lights'] });
const eye = nanoservice('eye', { needs: ['motion'], calls: ['hub'] });

it('knows what people get of each nanoservice by what its manifest says, whatever it is called', () => {
  expect(found(who, hub, lamp, eye)).toEqual({
    'who-is-it': ['recognise'],
    hub: ['receive'],
    lamp: ['guide'],
    eye: ['notice'],
  });
});

it('counts on nothing that stands apart from those who receive people', () => {
  const bell = nanoservice('bell', { needs: ['motion'] });
  const meter = nanoservice('meter', { needs: ['lights'], calls: ['bell'] });
  expect(Object.keys(found(who, hub, lamp, eye, bell, meter))).not.toContain('bell');
  expect(found(bell, meter)).toEqual({});
});
