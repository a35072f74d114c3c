// @vitest-environment happy-dom
import { MeetingId, parse, RoomId, SiteId } from '@nanoedge/protocol';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { ownZone, weekStart } from '@nanoedge/base';
import { WeekGrid } from './week-grid.tsx';

afterEach(cleanup);

const monday = weekStart(new Date('2026-11-03T12:00:00').getTime(), ownZone());
const hour = 3_600_000;

/** The column of a day, ten hours high from 8 to 18, as a browser would lay it out. */
const columnOf = (day: number): HTMLElement => {
  const columns = [...screen.getByTestId('week-grid').children].slice(-7);
  const column = columns[day];
  if (!(column instanceof HTMLElement)) throw new TypeError('no column');
  const box = { top: 0, bottom: 1000, height: 1000, left: 0, right: 100, width: 100, x: 0, y: 0 };
  vi.spyOn(column, 'getBoundingClientRect').mockReturnValue({ ...box, toJSON: () => box });
  column.setPointerCapture = () => undefined;
  return column;
};

const press = (column: HTMLElement, from: number, to: number): void => {
  fireEvent.pointerDown(column, { clientY: from, button: 0, pointerId: 1 });
  fireEvent.pointerMove(column, { clientY: to, pointerId: 1 });
  fireEvent.pointerUp(column, { clientY: to, pointerId: 1 });
};

const asked = (href: string | undefined): { start: number; end: number; room: string | null } => {
  const query = new URL(href ?? '', 'http://site.test').searchParams;
  return {
    start: (Number(query.get('start')) - monday) / hour,
    end: (Number(query.get('end')) - monday) / hour,
    room: query.get('room'),
  };
};

it('begins a meeting of an hour where somebody clicks', () => {
  const { push } = renderInPage(<WeekGrid week={monday} meetings={[]} room="aurora" mayCreate />);
  press(columnOf(0), 200, 200);
  expect(asked(push.mock.calls[0]?.[0])).toEqual({ start: 10, end: 11, room: 'aurora' });
});

it('begins one as long as the drag, in either direction, on quarters of an hour', () => {
  const { push } = renderInPage(<WeekGrid week={monday} meetings={[]} room="" mayCreate />);
  press(columnOf(1), 512, 101);
  expect(asked(push.mock.calls[0]?.[0])).toEqual({ start: 24 + 9, end: 24 + 13, room: null });
});

it('begins none for those who may only look', () => {
  const { push } = renderInPage(<WeekGrid week={monday} meetings={[]} room="" mayCreate={false} />);
  press(columnOf(0), 200, 400);
  expect(push).not.toHaveBeenCalled();
});

const meetingIn = (zone: string, startsAt: number, endsAt: number) => ({
  id: parse(MeetingId, 'm1', 'meeting'),
  site: parse(SiteId, 'demo', 'site'),
  title: `Night in ${zone}`,
  room: { id: parse(RoomId, 'aurora', 'room'), name: 'Aurora' },
  startsAt,
  endsAt,
  organiser: { id: 'u1', name: 'Ada' },
  participants: [],
  deletedParticipants: [],
  contentCount: 0,
  mayEdit: true,
  removedAt: null,
  version: 1,
});

it('draws a meeting over midnight on both days of the site, with the site’s times', () => {
  const zone = 'Asia/Tokyo';
  const utc = (text: string): number => Date.parse(`${text}Z`);
  const night = meetingIn(zone, utc('2026-11-26T13:00'), utc('2026-11-26T17:00'));
  const week = weekStart(night.startsAt, zone);
  renderInPage(
    <WeekGrid week={week} meetings={[night]} room="" mayCreate />,
    {},
    { timeZone: zone },
  );
  const days = [...screen.getByTestId('week-grid').children].slice(-7);
  expect(days.map((day) => day.querySelectorAll('[data-testid=week-meeting]').length)).toEqual([
    0, 0, 0, 1, 1, 0, 0,
  ]);
  const [first] = screen.getAllByTestId('week-meeting');
  expect(first?.textContent).toContain('22:00–02:00 · Aurora');
  expect(first?.title).toContain('Thu 26 Nov, 22:00 – Fri 27 Nov, 02:00');
});

it('books the hour of the site that is clicked, on a day of a clock change too', () => {
  const zone = 'America/New_York';
  const week = weekStart(Date.parse('2026-11-01T15:00Z'), zone);
  const { push } = renderInPage(
    <WeekGrid week={week} meetings={[]} room="" mayCreate />,
    {},
    { timeZone: zone },
  );
  press(columnOf(6), 200, 300);
  const query = new URL(push.mock.calls[0]?.[0] ?? '', 'http://site.test').searchParams;
  expect(Number(query.get('start'))).toBe(Date.parse('2026-11-01T15:00Z'));
  expect(Number(query.get('end'))).toBe(Date.parse('2026-11-01T16:00Z'));
});

it('tells the hours as the locale of the browser does, on the axis and in the blocks', () => {
  const zone = 'America/New_York';
  const two = Date.parse('2026-11-26T19:00Z');
  const meeting = meetingIn(zone, two, two + hour);
  const grid = <WeekGrid week={weekStart(two, zone)} meetings={[meeting]} room="" mayCreate />;
  renderInPage(grid, {}, { timeZone: zone, hour12: true });
  expect(screen.getByTestId('week-meeting').textContent).toContain('2:00 pm–3:00 pm · Aurora');
  expect(screen.getByText('2 pm')).toBeDefined();
  cleanup();
  renderInPage(grid, {}, { timeZone: zone });
  expect(screen.getByTestId('week-meeting').textContent).toContain('14:00–15:00 · Aurora');
  expect(screen.getByText('14:00')).toBeDefined();
});
