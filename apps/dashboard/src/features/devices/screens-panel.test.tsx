// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { ScreensPanel } from './screens-panel.tsx';

afterEach(cleanup);

const paired = {
  id: 'a1',
  address: '10.0.0.9',
  browser: 'Chromium',
  pairedAt: Date.now() - 60_000,
  seenAt: Date.now(),
  open: true,
};

it('pairs the screen whose code was typed, by keyboard alone', async () => {
  const typed: unknown[] = [];
  renderInPage(<ScreensPanel device="room" isOld={false} />, {
    'devices.screens': () => ({ screens: [], waiting: 1 }),
    'devices.approveScreen': (input) => {
      typed.push(input);
      return { screens: [paired], waiting: 0 };
    },
  });
  expect(await screen.findByText('No browser is paired yet')).toBeDefined();
  expect(screen.getByText('1 browser shows a code and waits')).toBeDefined();
  await userEvent.type(screen.getByLabelText('Code on the screen'), 'bcdf-ghjk{Enter}');
  await vi.waitFor(() => expect(typed).toEqual([{ id: 'room', code: 'bcdf-ghjk' }]));
});

it('takes the screen from a browser only after it was asked whether to', async () => {
  const revoked: unknown[] = [];
  renderInPage(<ScreensPanel device="room" isOld={false} />, {
    'devices.screens': () => ({ screens: [paired], waiting: 0 }),
    'devices.revokeScreen': (input) => {
      revoked.push(input);
      return { screens: [], waiting: 0 };
    },
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Revoke the screen at 10.0.0.9' }),
  );
  expect(revoked).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Revoke' }));
  await vi.waitFor(() => expect(revoked).toEqual([{ id: 'room', screen: 'a1' }]));
});

it('does not say that a screen shows it now while nobody can know', async () => {
  renderInPage(<ScreensPanel device="room" isOld />, {
    'devices.screens': () => ({ screens: [paired], waiting: 0 }),
  });
  expect(await screen.findByText('showed it when last heard of')).toBeDefined();
  expect(screen.queryByText('shows it now')).toBeNull();
});
