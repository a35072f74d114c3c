// @vitest-environment happy-dom
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
