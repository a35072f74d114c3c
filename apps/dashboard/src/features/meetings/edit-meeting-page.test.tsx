// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { EditMeetingPage } from './edit-meeting-page.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const berlin = 'Europe/Berlin';
const utc = (text: string): number => Date.parse(`${text}Z`);
const ann = { id: 'ann', name: 'Ann Ono', initials: 'AO', colour: '#e69f00' };
const bob = { id: 'bob', name: 'Bob Ito', initials: 'BI', colour: '#009e73' };
const carl = { id: 'carl', name: 'Carl Uno', initials: 'CU', colour: '#0072b2' };
const opened = {
  id: 'm1',
  site: 'demo',
  title: 'Budget',
  room: { id: 'aurora', name: 'Aurora' },
  startsAt: utc('2026-11-26T09:00'),
  endsAt: utc('2026-11-26T10:00'),
  organiser: { id: 'u1', name: 'Ann' },
  participants: [ann, bob],
  deletedParticipants: [],
  contentCount: 0,
  content: [],
  mayEdit: true,
  removedAt: null,
  version: 4,
};
const alices = { ...opened, title: 'Budget 2027', participants: [ann, bob, carl], version: 7 };

const stale = new TestRefusal(
  { field: 'title', message: 'Alice changed this meanwhile: title.', remedy: null },
  { by: 'Alice' },
);

/** The page as it was opened before Alice saved; its first save is refused. */
const show = () => {
  let now: unknown = opened;
  const update = vi
    .fn<(input: unknown) => unknown>((input) => ({
      ...alices,
      ...Object(input),
      room: opened.room,
    }))
    .mockImplementationOnce(() => {
      now = alices;
      throw stale;
    });
  const { push } = renderInPage(
    <EditMeetingPage id="m1" />,
    {
      'people.list': () => [ann, bob, carl],
      'meetings.availability': () => [{ room: 'aurora', name: 'Aurora', clash: null }],
      'meetings.get': () => now,
      'meetings.update': update,
    },
    { timeZone: berlin },
  );
  return { update, push };
};

const title = () => screen.findByLabelText<HTMLInputElement>('Title');
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save changes' }));

it('says from which version it saves, and what it was made from', async () => {
  const { update } = show();
  await userEvent.type(await title(), '!');
  await save();
  await waitFor(() => expect(update).toHaveBeenCalledOnce());
  expect(update.mock.calls[0]?.[0]).toMatchObject({
    title: 'Budget!',
    base: { version: 4, title: 'Budget', participants: ['ann', 'bob'], endsAt: opened.endsAt },
  });
});

it('shows both titles side by side, takes in what else Alice changed, and loses nothing', async () => {
  const { update, push } = show();
  await userEvent.clear(await title());
  await userEvent.type(await title(), 'Money');
  await userEvent.clear(screen.getByLabelText('End'));
  await userEvent.type(screen.getByLabelText('End'), '11:30');
  await save();

  const both = await screen.findByTestId('both-versions');
  await waitFor(() => expect(document.activeElement).toBe(both));
  const choice = within(both).getByRole('group', { name: 'Title' });
  expect(within(choice).getByRole('radio', { name: /Yours\s*Money/ })).toHaveProperty(
    'checked',
    true,
  );
  expect(within(both).getByText('Taken in already: Participants.')).toBeDefined();
  expect(screen.getAllByTestId('participant-chip')).toHaveLength(3);
  expect((await title()).value).toBe('Money');

  await userEvent.click(within(choice).getByRole('radio', { name: /Alice’s\s*Budget 2027/ }));
  expect((await title()).value).toBe('Budget 2027');
  await userEvent.click(within(choice).getByRole('radio', { name: /Yours/ }));
  expect((await title()).value).toBe('Money');

  await save();
  await waitFor(() => expect(push).toHaveBeenCalledWith('/meetings/m1'));
  expect(update.mock.calls[1]?.[0]).toMatchObject({
    title: 'Money',
    endsAt: utc('2026-11-26T10:30'),
    participants: ['ann', 'bob', 'carl'],
    base: { version: 7, title: 'Budget 2027', participants: ['ann', 'bob', 'carl'] },
  });
});
