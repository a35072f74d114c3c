// @vitest-environment happy-dom
import { EpochMs } from '@nanoedge/protocol';
import { eventWith } from '@nanoedge/protocol/testing';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeEvents } from '@/browser/live/reduce.ts';
import { renderInPage } from '@/browser/test-page.tsx';
import { EventFilters, EventList } from './event-list.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const by = (id: number, nanoservice: string) => ({
  ...eventWith(id, { type: 'presence.detected', zone: 'entrance' }),
  source: { deployment: null, nanoservice },
});

const activity = () => {
  const asked: unknown[] = [];
  const drawn = renderInPage(
    <>
      <EventFilters />
      <EventList />
    </>,
    {
      'devices.list': () => [],
      'nanoservices.titles': () => [
        { name: 'blinker', title: 'Blinker' },
        { name: 'meeting-room', title: 'Meeting room' },
      ],
      'events.list': (input) => {
        asked.push(input);
        return { events: [by(1, 'blinker')], more: false };
      },
    },
  );
  return { ...drawn, asked };
};
const rows = () => screen.getAllByTestId('event-row');

it('offers the nanoservices in the order of the matrix, by their titles', async () => {
  activity();
  await screen.findByRole('option', { name: 'Blinker' });
  const options = screen.getByLabelText('Nanoservice').querySelectorAll('option');
  const titles = [...options].map(({ textContent }) => textContent);
  expect(titles.at(0)).toBe('All nanoservices');
  expect(titles.slice(-2)).toEqual(['Meeting room', 'Blinker']);
});

it('says of an event that came late when it happened and when it arrived', async () => {
  const { live } = activity();
  await waitFor(() => expect(rows()).toHaveLength(1));
  const at = Date.now() - 4 * 3_600_000;
  const body = { type: 'presence.detected', zone: 'entrance', at };
  const late = { ...eventWith(7, body), receivedAt: EpochMs.parse(at + 2 * 3_600_000) };
  const onTime = { ...eventWith(8, body), receivedAt: EpochMs.parse(at + 900) };
  act(() =>
    live.store.update((data) => takeEvents(data, [late, onTime], { pageAt: 2, fresh: true })),
  );
  await waitFor(() => expect(rows()).toHaveLength(3));
  const textOf = (id: number) =>
    rows().find((row) => row.dataset['eventId'] === String(id))?.textContent;
  await waitFor(() => expect(textOf(7)).toMatch(/\d\d:\d\d.*, arrived \d\d:\d\d/));
  expect(textOf(8)).not.toMatch(/arrived/);
});

it('asks for what the filters let through, and adds only such of what is pushed', async () => {
  const { asked, live } = activity();
  await screen.findByRole('option', { name: 'Blinker' });
  await userEvent.selectOptions(screen.getByLabelText('Nanoservice'), 'blinker');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ nanoservice: 'blinker' }));
  await waitFor(() => expect(rows()).toHaveLength(1));
  const pushed = [by(1, 'blinker'), by(2, 'meeting-room'), by(3, 'blinker')];
  act(() => live.store.update((data) => takeEvents(data, pushed, { pageAt: 2, fresh: true })));
  await waitFor(() => expect(rows()).toHaveLength(2));
});
