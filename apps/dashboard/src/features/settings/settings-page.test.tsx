// @vitest-environment happy-dom
import { parse, TimeZone } from '@nanoedge/protocol';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { SettingsPage } from './settings-page.tsx';

afterEach(cleanup);

const settings = (version: number, timeZone: string) => ({
  version,
  name: 'Demo building',
  timeZone: parse(TimeZone, timeZone, 'zone'),
  installationZone: parse(TimeZone, 'Europe/London', 'zone'),
  rooms: {},
  zones: {},
});

it('follows what is saved elsewhere while nothing is typed, also after a save of its own', async () => {
  let now = settings(1, 'Europe/Berlin');
  const { queries } = renderInPage(<SettingsPage />, {
    'site.settings': () => now,
    'site.update': () => {
      now = settings(2, 'Asia/Tokyo');
      return now;
    },
  });
  const zone = await screen.findByRole('combobox', { name: 'Time zone' });
  await userEvent.click(zone);
  await userEvent.type(screen.getByPlaceholderText(/Find a time zone/), 'tokyo');
  await userEvent.click(await screen.findByRole('option', { name: /Tokyo/ }));
  const save = screen.getByRole('button', { name: 'Save settings' });
  await userEvent.click(save);
  await waitFor(() => expect(now.version).toBe(2));
  await waitFor(() => expect(save).toHaveProperty('disabled', true));
  now = settings(3, 'Pacific/Auckland');
  await act(() => queries.invalidateQueries());
  await waitFor(() => expect(zone.textContent).toMatch(/Auckland/));
  await userEvent.type(screen.getByLabelText('Name'), ' 2');
  now = settings(4, 'Asia/Tokyo');
  await act(() => queries.invalidateQueries());
  expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Demo building 2');
  expect(zone.textContent).toMatch(/Auckland/);
});
