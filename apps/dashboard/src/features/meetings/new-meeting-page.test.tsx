// @vitest-environment happy-dom
import { parse, PersonId } from '@nanoedge/protocol';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { NewMeetingPage } from './new-meeting-page.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const ann = { id: 'ann', name: 'Ann Ono', initials: 'AO', colour: '#e69f00' };
const bob = { id: 'bob', name: 'Bob Ito', initials: 'BI', colour: '#009e73' };
const free = { room: 'aurora', name: 'Aurora', clash: null };

const show = (id: string | null) => {
  const create = vi.fn<(input: unknown) => unknown>(() => ({ id: 'm1' }));
  const answers = {
    'people.list': () => [ann, bob],
    'meetings.availability': () => [free],
    'meetings.create': create,
  };
  const person = id === null ? null : parse(PersonId, id, 'person');
  renderInPage(<NewMeetingPage />, answers, { role: 'organiser', person });
  return create;
};
const chips = () => screen.queryAllByTestId('participant-chip').map((chip) => chip.textContent);
const takesPart = () => screen.findByRole('checkbox', { name: 'I take part' });
const invite = async (name: string): Promise<void> => {
  await userEvent.type(screen.getByLabelText('Participants'), name);
  await userEvent.click(await screen.findByRole('option', { name: new RegExp(name) }));
};
const create = async (): Promise<void> => {
  await userEvent.type(screen.getByLabelText('Title'), 'Roadmap');
  await userEvent.click(screen.getByRole('button', { name: 'Create meeting' }));
};

it('invites whoever creates the meeting, unless they say that they do not take part', async () => {
  const sent = show('ann');
  expect(await takesPart()).toHaveProperty('checked', true);
  await invite('Bob');
  await create();
  await waitFor(() => expect(sent).toHaveBeenCalled());
  expect(sent.mock.calls[0]?.[0]).toMatchObject({ participants: ['ann', 'bob'] });
});

it('goes by the people who are invited, and they by it', async () => {
  show('ann');
  await userEvent.click(await takesPart());
  expect(chips()).toEqual([]);
  await userEvent.click(await takesPart());
  expect(chips()).toEqual([expect.stringContaining('Ann Ono')]);
  const [chip] = screen.getAllByTestId('participant-chip');
  if (chip === undefined) throw new TypeError('nobody is invited');
  await userEvent.click(within(chip).getByLabelText('Remove Ann Ono'));
  expect(await takesPart()).toHaveProperty('checked', false);
});

it('asks nothing of somebody whom the edge does not know, and says what strangers see', async () => {
  show(null);
  await screen.findByLabelText('Participants');
  expect(screen.queryByRole('checkbox', { name: 'I take part' })).toBeNull();
  screen.getByText('What the screen shows goes on when somebody enters who is not invited.');
});
