// @vitest-environment happy-dom
import { ownZone } from '@nanoedge/base';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { journeyWith } from '@/browser/live/test-journey.ts';
import { renderInPage } from '@/browser/test-page.tsx';
import { EditMeetingPage } from './edit-meeting-page.tsx';
import { type MeetingDraft, newDraft } from './meeting-draft.ts';
import { MeetingForm } from './meeting-form.tsx';
import type { TypedTimes } from './typed-times.ts';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const berlin = 'Europe/Berlin';
const utc = (text: string): number => Date.parse(`${text}Z`);
const { person } = journeyWith({});
const people = person === null ? [] : [person];
const asked = vi.fn<(input: unknown) => unknown>();
const answers = {
  'people.list': () => people,
  'meetings.availability': (input: unknown) => {
    asked(input);
    const clash = {
      id: 'm2',
      title: 'Retro',
      startsAt: utc('2026-11-26T09:30'),
      endsAt: utc('2026-11-26T10:30'),
    };
    return [{ room: 'aurora', name: 'Aurora', clash }];
  },
};
const field = (label: string): HTMLElement => screen.getByLabelText(label);
const type = (label: string, value: string) =>
  fireEvent.change(field(label), { target: { value } });
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));
const errorsOf = (label: string): string | null => {
  const id = field(label).getAttribute('aria-describedby');
  return id === null ? null : (document.getElementById(id)?.textContent ?? null);
};

const show = (times: Partial<TypedTimes>, timeZone = berlin) => {
  const send = vi.fn<(draft: MeetingDraft) => Promise<null>>(async () => null);
  const draft = {
    ...newDraft({ start: null, end: null, room: 'aurora' }, 0, timeZone),
    title: 'Roadmap',
    participants: people,
    ...times,
  };
  const page = <MeetingForm draft={draft} send={send} action="Save" back="/meetings" />;
  renderInPage(page, answers, { timeZone });
  return send;
};

it('says at the field, as soon as it is typed, that a time does not exist', async () => {
  const send = show({ date: '2026-03-29', start: '01:30', end: '04:00' });
  type('Start', '02:30');
  await waitFor(() =>
    expect(errorsOf('Start')).toBe(
      '02:30 does not exist on Sun 29 Mar: the clock is put forward over it',
    ),
  );
  await save();
  expect(send).not.toHaveBeenCalled();
  type('Start', '03:30');
  await save();
  await waitFor(() => expect(send).toHaveBeenCalledOnce());
});

it('asks which of two is meant where the clock shows a time twice', async () => {
  const send = show({ date: '2026-10-25', start: '02:30', end: '04:00' });
  await save();
  await waitFor(() =>
    expect(errorsOf('Which 02:30?')).toContain('02:30 comes twice on Sun 25 Oct'),
  );
  expect(send).not.toHaveBeenCalled();
  await userEvent.selectOptions(field('Which 02:30?'), 'the second, CET');
  await save();
  await waitFor(() => expect(send).toHaveBeenCalledOnce());
  expect(send.mock.calls[0]?.[0]).toMatchObject({ start: '02:30', startTurn: 'second' });
});

it('takes 22:00 to 02:00, and says on which day that ends', async () => {
  const send = show({ date: '2026-11-26', start: '22:00', end: '23:00' });
  type('End', '02:00');
  await screen.findByText('ends on Fri 27 Nov');
  await save();
  await waitFor(() => expect(send).toHaveBeenCalledOnce());
});

it('asks of an end before the start whether the next day is meant', async () => {
  const send = show({ date: '2026-11-26', start: '14:00', end: '13:30' });
  await save();
  await waitFor(() => expect(errorsOf('End')).toBe('The end must be after the start'));
  await userEvent.click(field('It goes on into the next day, Fri 27 Nov'));
  await save();
  await waitFor(() => expect(send).toHaveBeenCalledOnce());
});

it('asks the server for the site’s time, and names what is in the way by it', async () => {
  asked.mockClear();
  show({ date: '2026-11-26', start: '10:00', end: '11:00' });
  await screen.findByText('booked: Retro, 10:30–11:30');
  expect(asked).toHaveBeenCalledWith({
    site: 'demo',
    startsAt: utc('2026-11-26T09:00'),
    endsAt: utc('2026-11-26T10:00'),
  });
});

it('shows their own time to those who are in another zone, and nothing to the others', async () => {
  const elsewhere = ownZone() === 'Asia/Tokyo' ? 'Asia/Kolkata' : 'Asia/Tokyo';
  show({ date: '2026-11-26', start: '10:00', end: '11:00' }, elsewhere);
  await waitFor(() =>
    expect(errorsOf('Date')).toMatch(new RegExp(`^in the time of ${elsewhere}; where you are: `)),
  );
  cleanup();
  show({ date: '2026-11-26', start: '10:00', end: '11:00' }, ownZone());
  expect(errorsOf('Date')).toBeNull();
});

it('keeps the time that it was when only the title is edited', async () => {
  const meeting = {
    id: 'm1',
    site: 'demo',
    title: 'Migration',
    room: { id: 'aurora', name: 'Aurora' },
    startsAt: utc('2026-10-25T01:30'),
    endsAt: utc('2026-10-25T03:00'),
    organiser: { id: 'u1', name: 'Ada' },
    participants: people,
    deletedParticipants: [],
    contentCount: 0,
    content: [],
    mayEdit: true,
    removedAt: null,
  };
  const update = vi.fn<(input: unknown) => unknown>(() => meeting);
  const { push } = renderInPage(
    <EditMeetingPage id="m1" />,
    { ...answers, 'meetings.get': () => meeting, 'meetings.update': update },
    { timeZone: berlin },
  );
  const shown = await screen.findByLabelText<HTMLSelectElement>('Which 02:30?');
  expect(shown.value).toBe('second');
  await userEvent.type(field('Title'), ' 2');
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await waitFor(() => expect(push).toHaveBeenCalledWith('/meetings/m1'));
  expect(update.mock.calls[0]?.[0]).toMatchObject({ id: 'm1', title: 'Migration 2' });
  expect(update.mock.calls[0]?.[0]).not.toHaveProperty('startsAt');

  update.mockClear();
  cleanup();
  renderInPage(
    <EditMeetingPage id="m1" />,
    { ...answers, 'meetings.get': () => meeting, 'meetings.update': update },
    { timeZone: berlin },
  );
  await userEvent.selectOptions(await screen.findByLabelText('Which 02:30?'), 'first');
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await waitFor(() => expect(update).toHaveBeenCalledOnce());
  expect(update.mock.calls[0]?.[0]).toMatchObject({
    startsAt: utc('2026-10-25T00:30'),
    endsAt: meeting.endsAt,
  });
});
