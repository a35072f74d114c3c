// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { PersonPage } from './person-page.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const summary = { id: 'bob', name: 'Bob Ito', initials: 'BI', colour: '#009e73' };
const bob = {
  ...summary,
  site: 'demo',
  keys: [{ id: 'k1', shown: 'c0:ff', masked: false, label: null, addedAt: 1 }],
  upcomingMeetings: 3,
  lastRecognisedAt: null,
  version: 1,
};
const removed = {
  ...summary,
  removedAt: Date.now(),
  removedBy: 'Ada',
  until: Date.now() + 86_400_000,
  keys: 1,
  takenMeetings: 0,
};

it('says before what goes with them, deletes, and goes back to the list', async () => {
  const remove = vi.fn<(input: unknown) => unknown>(() => removed);
  const { push } = renderInPage(<PersonPage id="bob" />, {
    'people.list': () => [bob],
    'journeys.list': () => [],
    'people.remove': remove,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(await screen.findByText(/Their 1 key is forgotten at once/)).toBeDefined();
  expect(screen.getByText(/3 meetings to come go on without them/)).toBeDefined();
  expect(remove).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Delete person' }));
  await waitFor(() => expect(push).toHaveBeenCalledWith('/people'));
  expect(remove).toHaveBeenCalledWith({ id: 'bob' });
});

it('offers nobody to delete themselves, and nothing to those who only look', async () => {
  const answers = { 'people.list': () => [bob], 'journeys.list': () => [] };
  renderInPage(<PersonPage id="bob" />, answers, { person: 'bob' as never });
  await screen.findByRole('heading', { name: /Bob Ito/ });
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
  cleanup();
  renderInPage(<PersonPage id="bob" />, answers, { role: 'viewer' });
  await screen.findByRole('heading', { name: /Bob Ito/ });
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
});

it('lists who was deleted, and brings them back', async () => {
  const restore = vi.fn<(input: unknown) => unknown>(() => ({ person: bob, lostKeys: 1 }));
  const { push } = renderInPage(<PeoplePage />, {
    'people.list': () => [],
    'people.removed': () => [removed],
    'people.restore': restore,
  });
  await screen.findByText('Deleted people');
  await userEvent.click(screen.getByRole('button', { name: 'Bring back Bob Ito' }));
  await waitFor(() => expect(push).toHaveBeenCalledWith('/people/bob'));
  expect(restore).toHaveBeenCalledWith({ id: 'bob' });
});
