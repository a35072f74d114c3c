import { ownZone } from '@nanoedge/base';
import { DisplaySpec, parse } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { screenClock } from './screen-clock.ts';

const display = (said: Record<string, string>): DisplaySpec =>
  parse(
    DisplaySpec,
    { room: 'aurora', name: 'Aurora', greeting: 'name', meetings: [], ...said },
    'display',
  );

it('is that of the site', () =>
  expect(screenClock(display({ timeZone: 'Asia/Tokyo' }), 'en-GB').zone).toBe('Asia/Tokyo'));

it.each([
  ['nothing is known yet', null],
  ['an older dashboard says none', display({})],
  ['the browser does not know it', display({ timeZone: 'Europe/Nowhere' })],
])('is the screen’s own when %s', (_why, spec) =>
  expect(screenClock(spec, 'en-GB').zone).toBe(ownZone()),
);

it('tells the hours as the locale of the screen does', () =>
  expect(['en-GB', 'en-US'].map((locale) => screenClock(null, locale).hour12)).toEqual([
    false,
    true,
  ]));
