// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { weekStart } from '@nanoedge/base';
import { WeekGrid } from './week-grid.tsx';

afterEach(cleanup);

const monday = weekStart(new Date('2026-11-03T12:00:00').getTime());
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
