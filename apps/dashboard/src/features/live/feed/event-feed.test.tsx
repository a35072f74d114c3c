// @vitest-environment happy-dom
import { eventWith } from '@nanoedge/protocol/testing';
import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeEvents } from '@/browser/live/reduce.ts';
import { renderInPage } from '@/browser/test-page.tsx';
import { EventFeed } from './event-feed.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const motion = (id: number) => eventWith(id, { type: 'presence.detected', zone: 'entrance' });
const started = (id: number) => eventWith(id, { type: 'agent.started', version: '1.0.0' });

const openFeed = () => {
  const { live } = renderInPage(<EventFeed selected={null} className="" />, {
    'devices.list': () => [],
  });
  const push = (...events: ReturnType<typeof eventWith>[]) =>
    act(() => live.store.update((data) => takeEvents(data, events, { pageAt: 2000, fresh: true })));
  return { live, push };
};
const feed = () => openFeed().push;
const listOf = (events: string) =>
  screen.findByRole('list', { name: `Events, newest first: ${events}` });

it('says what comes before anything has happened, once it knows that nothing has', async () => {
  const { push, live } = openFeed();
  expect(screen.queryByText('No events yet')).toBeNull();
  act(() => live.store.setPast('read'));
  expect(await screen.findByText('No events yet')).toBeDefined();
  push(motion(1), started(2));
  expect(await listOf('2 events')).toBeDefined();
});

it('shows what is of the chosen kind and holds the text, and all again when cleared', async () => {
  const push = feed();
  push(motion(1), started(2), motion(3));
  await userEvent.selectOptions(screen.getByLabelText('Kind of event'), 'sensing');
  expect(await listOf('2 events')).toBeDefined();
  expect(window.location.search).toBe('?kind=sensing');
  await userEvent.type(screen.getByLabelText('Text in events'), 'started');
  await screen.findByText('No event passes these filters');
  await userEvent.click(screen.getByRole('button', { name: 'Clear the filters' }));
  expect(await listOf('3 events')).toBeDefined();
});

it('stands still while it is paused, and counts what it does not show', async () => {
  const push = feed();
  push(motion(1));
  expect(await listOf('1 event')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
  push(motion(2), motion(3));
  await userEvent.click(await screen.findByRole('button', { name: 'Resume, 2 new' }));
  expect(await listOf('3 events')).toBeDefined();
});
