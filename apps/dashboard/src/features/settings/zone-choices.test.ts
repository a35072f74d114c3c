import { expect, it } from 'vitest';
import { isFound, zoneChoices } from './zone-choices.ts';

const january = Date.UTC(2027, 0, 15);
const choices = zoneChoices({ chosen: '', ofInstallation: 'Europe/London' }, january);
const found = (typed: string): string[] =>
  choices.filter((choice) => isFound(choice, typed)).map(({ value }) => value);

it('puts the zone of the installation first, and every zone behind it', () => {
  expect(choices[0]).toMatchObject({
    value: '',
    label: 'As the installation: Europe/London (UTC)',
  });
  expect(choices.length).toBeGreaterThan(400);
  expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
});

it('has a chosen zone that the calendar does not list', () => {
  const [, second] = zoneChoices({ chosen: 'Etc/GMT-3', ofInstallation: 'UTC' }, january);
  expect(second).toMatchObject({ value: 'Etc/GMT-3', label: 'Etc/GMT-3 (UTC+03:00)' });
});

it.each([
  ['new york', 'America/New_York'],
  ['New_York', 'America/New_York'],
  ['kolkata', 'Asia/Kolkata'],
  ['kyiv', 'Europe/Kyiv'],
  ['utc+5:30', 'Asia/Kolkata'],
  ['utc+05:30', 'Asia/Kolkata'],
  ['europe +1', 'Europe/Berlin'],
])('“%s” finds %s', (typed, zone) => {
  expect(found(typed)).toContain(zone);
});

it('finds nothing for what is no place', () => expect(found('atlantis')).toEqual([]));
