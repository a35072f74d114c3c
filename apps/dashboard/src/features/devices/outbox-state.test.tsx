// @vitest-environment happy-dom
import { OutboxReport, parse } from '@nanoedge/protocol';
import { outboxWords } from '@nanoedge/words';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { OutboxNote, OutboxState } from './outbox-state.tsx';

afterEach(cleanup);

const outbox = (events: number, bytes: number): OutboxReport =>
  parse(OutboxReport, { events, bytes, mostEvents: 1_000, mostBytes: 4_000_000 }, 'outbox');
const show = (report: OutboxReport | null) =>
  render(
    <>
      <OutboxNote outbox={report} />
      <OutboxState outbox={report} depth={7} />
    </>,
  );

it('says how much waits of how much may, without a warning', () => {
  show(outbox(799, 900));
  expect(screen.getByText('799 of 1,000, 900 B of 4.00 MB')).toBeDefined();
  expect(screen.queryByRole('status')).toBeNull();
});

it.each([
  ['events', outbox(800, 900)],
  ['bytes', outbox(5, 3_200_000)],
])('warns from four fifths of its %s on, and says what goes first', (_, report) => {
  show(report);
  expect(screen.getByRole('status').textContent).toContain(outboxWords.meanwhile);
});

it('knows the number alone of an agent that does not say more', () => {
  show(null);
  expect(screen.getByText('7')).toBeDefined();
});
