// @vitest-environment happy-dom
import { Bytes, parse } from '@nanoedge/protocol';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { RetentionForm } from './retention-form.tsx';

afterEach(cleanup);

const none = parse(Bytes, 0, 'bytes');
const list = (keepCount: number, keepDays: number, version: number) => ({
  snapshots: [],
  retention: { keepCount, keepDays, version },
  totalBytes: none,
  reclaimableBytes: none,
});

it('shows both numbers where two people changed the rule, and keeps the one beside them', async () => {
  const stale = new TestRefusal(
    { field: 'keepCount', message: 'No.', remedy: null },
    { by: 'Ben' },
  );
  const set = vi
    .fn<(input: unknown) => unknown>((input) => ({ ...Object(input), version: 3 }))
    .mockImplementationOnce(() => {
      throw stale;
    });
  renderInPage(<RetentionForm list={list(10, 90, 1)} />, {
    'snapshots.setRetention': set,
    'snapshots.list': () => list(5, 60, 2),
  });
  const count = screen.getByLabelText('Of each deployment, keep');
  await userEvent.clear(count);
  await userEvent.type(count, '7');
  await userEvent.click(screen.getByRole('button', { name: /save/i }));
  const both = await screen.findByRole('group', { name: 'Of each deployment, keep' });
  expect(count).toHaveProperty('value', '7');
  expect(screen.getByLabelText('Not older than (days)')).toHaveProperty('value', '60');
  await userEvent.click(within(both).getByRole('radio', { name: /Ben’s\s*5/ }));
  expect(count).toHaveProperty('value', '5');
  await userEvent.click(within(both).getByRole('radio', { name: /Yours\s*7/ }));
  await userEvent.click(screen.getByRole('button', { name: /save/i }));
  await waitFor(() => expect(set).toHaveBeenCalledTimes(2));
  expect(set.mock.calls[1]?.[0]).toMatchObject({
    keepCount: 7,
    keepDays: 60,
    base: { keepCount: 5, keepDays: 60, version: 2 },
  });
});
