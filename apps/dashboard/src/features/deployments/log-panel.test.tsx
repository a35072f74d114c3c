// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { LogPanel } from './log-panel.tsx';

afterEach(cleanup);

const show = (log: () => unknown, role: 'admin' | 'viewer' = 'admin') =>
  renderInPage(<LogPanel deployment="d-1" />, { 'deployments.log': log }, { role });

it('shows what the service wrote last, and reads it again', async () => {
  const log = vi.fn<() => unknown>(() => ({ isMade: true, lines: ['started', 'no database'] }));
  show(log);
  expect((await screen.findByText(/no database/)).textContent).toBe('started\nno database');
  await userEvent.click(screen.getByRole('button', { name: 'Read again' }));
  await waitFor(() => expect(log).toHaveBeenCalledTimes(2));
});

it('tells a service that wrote nothing from one without a container', async () => {
  show(() => ({ isMade: true, lines: [] }));
  expect(await screen.findByText('It has written nothing')).toBeDefined();
  cleanup();
  show(() => ({ isMade: false, lines: [] }));
  expect(await screen.findByText('It has no container now')).toBeDefined();
});

it('says why there is no log, and offers to try again', async () => {
  show(() => {
    throw new TestRefusal({
      field: null,
      message: 'Closet does not give its log now.',
      remedy: null,
    });
  });
  expect(await screen.findByText(/Closet does not give its log now/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
});

it('is for administrators', () => {
  const log = vi.fn<() => unknown>(() => ({ isMade: true, lines: [] }));
  show(log, 'viewer');
  expect(screen.queryByText('Log')).toBeNull();
  expect(log).not.toHaveBeenCalled();
});
