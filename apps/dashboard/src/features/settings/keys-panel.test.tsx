// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { KeysPanel } from './keys-panel.tsx';

afterEach(cleanup);

const before = Date.UTC(2027, 2, 1, 12);

const open = () => {
  const asked: unknown[] = [];
  renderInPage(<KeysPanel />, {
    'site.keys': () => ({ changedAt: before }),
    'site.changeKeys': (input: unknown) => {
      asked.push(input);
      return { changedAt: Date.now() };
    },
  });
  return asked;
};

it('says since when services have their keys, and changes them gently with one click', async () => {
  const asked = open();
  const since = () => document.querySelector('time')?.getAttribute('datetime');
  await waitFor(() => expect(since()).toBe(new Date(before).toISOString()));
  await userEvent.click(screen.getByRole('button', { name: 'Change keys' }));
  await waitFor(() => expect(asked).toMatchObject([{ atOnce: false }]));
  await waitFor(() => expect(since()).not.toBe(new Date(before).toISOString()));
});

it('asks first, by keyboard, before those of before are worth nothing', async () => {
  const asked = open();
  await userEvent.click(await screen.findByRole('button', { name: 'Change all at once…' }));
  await screen.findByRole('heading', { name: 'Change all keys at once?' });
  await userEvent.keyboard('{Escape}');
  expect(asked).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Change all at once…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Change all at once' }));
  await waitFor(() => expect(asked).toMatchObject([{ atOnce: true }]));
});
