// @vitest-environment happy-dom
import { eventWith } from '@nanoedge/protocol/testing';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { takeEvents } from '@/browser/live/reduce.ts';
import { journeyWith } from '@/browser/live/test-journey.ts';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { ArrivalPage } from './arrival-page.tsx';

afterEach(cleanup);

const hops = { presence: 1000, scan: 1200, sighting: 1500, identity: 1520 };
const seen = (id: number, zone: string, journey = 'j1') =>
  eventWith(id, { type: 'scan.started', zone, journey });
const stored = { ...journeyWith({ hops }), events: [seen(1, 'entrance'), seen(2, 'corridor')] };

const arrival = (get: () => unknown) =>
  renderInPage(<ArrivalPage id="j1" />, { 'journeys.get': get, 'devices.list': () => [] });
const factOf = (label: string) => screen.getByText(label).nextSibling?.textContent;
const rows = () =>
  within(screen.getByRole('list', { name: 'Events of this arrival' }))
    .getAllByTestId('event-row')
    .map((row) => row.textContent);

it('says how long the decision took, and the way so far', async () => {
  arrival(() => stored);
  await screen.findByRole('heading', { level: 1, name: /Arrival of Bob Stone/ });
  expect(factOf('Key heard → decision')).toBe('20 ms');
  expect(factOf('First motion → last step')).toBe('520 ms');
  expect(factOf('Now in')).toBe('Entrance');
  expect(factOf('Meeting')).toBe('Roadmap');
});

it('adds what is pushed of this arrival, each event once and in its order', async () => {
  const { live } = arrival(() => stored);
  await screen.findByRole('heading', { level: 1 });
  expect(rows()).toHaveLength(2);
  const pushed = [seen(2, 'corridor'), seen(3, 'hall'), seen(4, 'hall', 'j2'), seen(5, 'aurora')];
  act(() => live.store.update((data) => takeEvents(data, pushed, { pageAt: 2000, fresh: true })));
  await waitFor(() => expect(rows()).toHaveLength(4));
  expect(rows().map((text) => /entrance|corridor|hall|aurora/i.exec(text ?? '')?.[0])).toEqual([
    'Entrance',
    'corridor',
    'hall',
    'aurora',
  ]);
});

it('says why an arrival could not be read, and reads it again', async () => {
  let asked = 0;
  const answer = () => {
    asked += 1;
    if (asked > 1) return stored;
    throw new TestRefusal({ field: null, message: 'the database is away', remedy: null });
  };
  arrival(answer);
  await screen.findByText(/the database is away/);
  act(() => screen.getByRole('button').click());
  await screen.findByRole('heading', { level: 1, name: /Bob Stone/ });
  expect(asked).toBe(2);
});
