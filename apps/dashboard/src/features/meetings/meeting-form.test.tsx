// @vitest-environment happy-dom
import { maxContentBytes, ownZone } from '@nanoedge/base';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { journeyWith } from '@/browser/live/test-journey.ts';
import { renderInPage } from '@/browser/test-page.tsx';
import { takeRequests } from '@/browser/upload/test-request.ts';
import { type MeetingDraft, newDraft } from './meeting-draft.ts';
import { MeetingForm } from './meeting-form.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const { person } = journeyWith({});
const people = person === null ? [] : [person];
const empty = newDraft(
  { start: null, end: null, room: '' },
  new Date('2026-11-03T14:07:00').getTime(),
  ownZone(),
);
const whole: MeetingDraft = {
  ...empty,
  title: 'Roadmap',
  room: 'aurora',
  participants: people,
};

const free = { room: 'aurora', name: 'Aurora', clash: null };
const answers = { 'people.list': () => people, 'meetings.availability': () => [free] };

const show = (
  draft: MeetingDraft,
  send = vi.fn<(draft: MeetingDraft) => Promise<null>>(async () => null),
  timeZone = ownZone(),
) => {
  renderInPage(
    <MeetingForm draft={draft} send={send} action="Create meeting" back="/meetings" />,
    answers,
    { timeZone },
  );
  return send;
};

const submit = () => userEvent.click(screen.getByRole('button', { name: 'Create meeting' }));
const pick = (...files: File[]) => {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new TypeError('no file input');
  return userEvent.upload(input, files);
};
const rows = () =>
  within(screen.getByRole('list', { name: 'Content, in the order of the screen' }))
    .queryAllByRole('listitem')
    .map(({ textContent }) => textContent);

it('says at each field what is missing, and sends nothing', async () => {
  const send = show(empty);
  await submit();
  const title = screen.getByLabelText('Title');
  await waitFor(() => expect(title.getAttribute('aria-invalid')).toBe('true'));
  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
    'Give the meeting a title',
    'Choose a room',
    'Invite at least one person',
  ]);
  expect(send).not.toHaveBeenCalled();
});

it('sends the meeting as it was typed', async () => {
  const send = show(whole);
  await userEvent.type(screen.getByLabelText('Title'), ' 2027');
  await submit();
  await waitFor(() => expect(send).toHaveBeenCalledWith({ ...whole, title: 'Roadmap 2027' }));
});

it('shows at its field what the server refused, and the rest beside the button', async () => {
  const refuse = (field: string | null, message: string) =>
    Object.assign(new TypeError(message), { data: { problem: { field, message, remedy: null } } });
  const send = show(
    whole,
    vi
      .fn<(draft: MeetingDraft) => Promise<null>>()
      .mockRejectedValueOnce(refuse('endsAt', 'The room closes at three.'))
      .mockRejectedValueOnce(refuse(null, 'The site is closed.')),
  );
  await submit();
  await screen.findByText('The room closes at three.');
  expect(screen.getByLabelText('End').getAttribute('aria-describedby')).toBe('end-error');
  await submit();
  await screen.findByText('The site is closed.');
  expect(send).toHaveBeenCalledTimes(2);
});

it('waits for an upload, whose row fills up and is then there', async () => {
  const requests = takeRequests();
  show(whole);
  await pick(new File(['1234'], 'slides.pdf'));
  act(() => requests[0]?.progress(2, 4));
  expect(rows()).toEqual(['slides.pdf50 % of 4 B']);
  expect(screen.getByRole('button', { name: 'Waiting for the upload…' })).toBeDefined();
  await act(async () =>
    requests[0]?.answer(201, { digest: 'd1', kind: 'pdf', bytes: 4, name: 'slides.pdf' }),
  );
  expect(rows()).toEqual([
    'slides.pdfPDF · 4 BPreview slides.pdf as the room shows itMove slides.pdf upMove slides.pdf downRemove slides.pdf',
  ]);
  expect(screen.getByRole('button', { name: 'Create meeting' })).toBeDefined();
});

it('says once of a file why it was not added, however often it is picked', async () => {
  show(whole);
  const film = new File([new Uint8Array(maxContentBytes + 1)], 'film.pdf');
  await pick(film);
  await pick(film);
  expect(rows()).toHaveLength(1);
  expect(rows()[0]).toContain('film.pdf was not added: It is larger than 25 MB.');
});

it('adds a link after what is there', async () => {
  show(whole);
  await userEvent.click(screen.getByRole('button', { name: 'Add a link' }));
  await userEvent.type(await screen.findByLabelText('Link address'), 'https://site.test/plan');
  await userEvent.click(screen.getByRole('button', { name: 'Add link' }));
  await waitFor(() => expect(rows()).toHaveLength(1));
  expect(rows()[0]).toContain('site.test');
});

it('offers to send again what the network lost, in its row, and not what was refused', async () => {
  const requests = takeRequests();
  show(whole);
  await pick(new File(['1234'], 'slides.pdf'));
  act(() => requests[0]?.fail());
  await userEvent.click(await screen.findByRole('button', { name: 'Retry : slides.pdf' }));
  expect(rows()).toEqual(['slides.pdf0 % of 4 B']);
  const problem = { field: 'file', message: '“slides.pdf” has a password.', remedy: null };
  await act(async () => requests[1]?.answer(400, { problem }));
  expect(rows()).toHaveLength(1);
  expect(rows()[0]).toContain('“slides.pdf” has a password.');
  expect(screen.queryByRole('button', { name: /Retry/ })).toBeNull();
  expect(screen.getByRole('button', { name: 'Remove slides.pdf' })).toBeDefined();
});

it('says before the upload how large and how many files may be', () => {
  show(whole);
  expect(screen.getByText(/at most 25 MB each, 20 pieces in all/)).toBeDefined();
});

it('keeps who was picked when Escape is pressed, with the list open and closed', async () => {
  show(whole);
  const field = await screen.findByLabelText('Participants');
  await userEvent.click(field);
  await userEvent.keyboard('{Escape}{Escape}{Escape}');
  expect(screen.getAllByTestId('participant-chip')).toHaveLength(1);
});
