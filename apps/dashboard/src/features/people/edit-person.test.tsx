// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { PersonPage } from './person-page.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const bob = {
  id: 'bob',
  name: 'Bob Ito',
  initials: 'BI',
  colour: '#009e73',
  site: 'demo',
  keys: [],
  upcomingMeetings: 0,
  lastRecognisedAt: null,
  version: 4,
};
const stale = new TestRefusal({ field: 'name', message: 'No.', remedy: null }, { by: 'Ben' });

const open = async (update: (input: unknown) => unknown, list: () => unknown = () => [bob]) => {
  renderInPage(<PersonPage id="bob" />, {
    'people.list': list,
    'journeys.list': () => [],
    'people.update': update,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  return screen.findByLabelText('Name');
};

it('changes a name from the version that was read', async () => {
  const update = vi.fn<(input: unknown) => unknown>(() => bob);
  const name = await open(update);
  await userEvent.clear(name);
  await userEvent.type(name, 'Robert Ito');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(update).toHaveBeenCalledWith({
    id: 'bob',
    name: 'Robert Ito',
    initials: 'BI',
    base: { version: 4, name: 'Bob Ito', initials: 'BI' },
  });
});

it('shows both names where somebody else changed it, and takes in the other initials', async () => {
  let people = [bob];
  const update = vi
    .fn<(input: unknown) => unknown>(() => bob)
    .mockImplementationOnce(() => {
      people = [{ ...bob, name: 'Bobby Ito', initials: 'BY', version: 6 }];
      throw stale;
    });
  const name = await open(update, () => people);
  await userEvent.clear(name);
  await userEvent.type(name, 'Robert Ito');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  const both = await screen.findByRole('group', { name: 'Name' });
  expect(name).toHaveProperty('value', 'Robert Ito');
  expect(screen.getByLabelText('Initials')).toHaveProperty('value', 'BY');
  await userEvent.click(within(both).getByRole('radio', { name: /Ben’s\s*Bobby Ito/ }));
  expect(name).toHaveProperty('value', 'Bobby Ito');
  await userEvent.click(within(both).getByRole('radio', { name: /Yours\s*Robert Ito/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(update).toHaveBeenCalledTimes(2));
  expect(update.mock.calls[1]?.[0]).toMatchObject({
    name: 'Robert Ito',
    initials: 'BY',
    base: { version: 6, name: 'Bobby Ito' },
  });
});
