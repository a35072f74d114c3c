// @vitest-environment happy-dom
import { minuteMs } from '@nanoedge/base';
import { eventWith } from '@nanoedge/protocol/testing';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { journeyWith } from '@/browser/live/test-journey.ts';
import { renderInPage } from '@/browser/test-page.tsx';
import { Participants } from './participants.tsx';

afterEach(cleanup);

const ten = Date.UTC(2026, 10, 26, 10);
const somebody = (id: string, name: string) => ({
  id,
  name,
  initials: name.slice(0, 1),
  colour: '#e69f00',
});
const [bob, carl, dora] = [
  somebody('bob', 'Bob'),
  somebody('carl', 'Carl'),
  somebody('dora', 'Dora'),
];

const meeting = {
  id: 'm1',
  endsAt: ten + 60 * minuteMs,
  participants: [bob, carl],
  deletedParticipants: [somebody('emil', 'Emil')],
} as unknown as Parameters<typeof Participants>[0]['meeting'];

const part = (person: unknown, changes: Record<string, unknown> = {}) => ({
  person,
  journey: 'j1',
  cameAt: ten + 2 * minuteMs,
  leftAt: null,
  here: false,
  stayedMs: 0,
  ...changes,
});

const shown = (attendance: () => unknown) =>
  renderInPage(
    <Participants meeting={meeting} />,
    { 'meetings.attendance': attendance },
    { timeZone: 'UTC' },
  );
const rowOf = (name: string): string =>
  screen.getByText(name).closest('li')?.textContent.replace(/\s+/g, ' ') ?? '';

it('says since when somebody sits in the room, and who is not here yet', async () => {
  shown(() => [part(bob, { here: true })]);
  await screen.findByText('Bob');
  expect(rowOf('Bob')).toContain('since 10:02in the room');
  expect(rowOf('Carl')).toContain('not here yet');
  expect(screen.getByText('1 of 2 people in the room')).toBeDefined();
});

it('says from when to when somebody was there who left', async () => {
  shown(() => [part(bob, { leftAt: ten + 32 * minuteMs, stayedMs: 30 * minuteMs })]);
  await screen.findByText('Bob');
  expect(rowOf('Bob')).toContain('10:02 to 10:32, 30 min in the room');
});

it('does not make up when somebody left whom nobody heard leave', async () => {
  shown(() => [part(bob, { stayedMs: 58 * minuteMs })]);
  await screen.findByText('Bob');
  expect(rowOf('Bob')).toContain('from 10:02, at most 58 minnot heard leaving');
});

it('shows who came and is not invited any more, and somebody who was deleted', async () => {
  shown(() => [part(dora, { here: true }), part(null, { journey: null, here: true })]);
  await screen.findByText('Dora');
  expect(rowOf('Dora')).toContain('not invited any more');
  expect(rowOf('Somebody who was deleted')).toContain('in the room');
  expect(screen.getByText('0 of 2 people in the room')).toBeDefined();
});

it('states no figure before it knows one', () => {
  shown(() => new Promise(() => undefined));
  expect(within(document.body).queryByText(/of 2 people/)).toBeNull();
  expect(screen.getByRole('status')).toBeDefined();
});

it('reads again when somebody comes or goes', async () => {
  let here = false;
  const { live } = shown(() => [part(bob, { here, leftAt: here ? null : ten + 5 * minuteMs })]);
  await screen.findByText('left');
  here = true;
  live.pushes.events([
    eventWith(9, { type: 'journey.updated', journey: 'j1', snapshot: journeyWith({}) }),
  ]);
  await waitFor(() => expect(rowOf('Bob')).toContain('in the room'));
});

it('says what went wrong where it could not be read', async () => {
  shown(() => {
    throw new Error('no');
  });
  expect(await screen.findByText('Who is here could not be read')).toBeDefined();
});

it('says who was deleted, and does not count them among the expected', async () => {
  shown(() => []);
  await screen.findByText('Emil');
  expect(rowOf('Emil')).toMatch(/was deleted$/);
  expect(screen.getByText(/^0 of 2 people/)).toBeDefined();
});
