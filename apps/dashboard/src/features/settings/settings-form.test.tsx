// @vitest-environment happy-dom
import { parse, RoomId, TimeZone, ZoneId } from '@nanoedge/protocol';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { SettingsForm } from './settings-form.tsx';

afterEach(cleanup);

const zone = (name: string) => parse(TimeZone, name, 'zone');
const aurora = parse(RoomId, 'aurora', 'room');
const entrance = parse(ZoneId, 'entrance', 'zone');
const auroraZone = parse(ZoneId, 'aurora', 'zone');

const settings = (version: number, timeZone: string | null, room = 'Aurora') => ({
  version,
  name: 'Demo building',
  timeZone: timeZone === null ? null : zone(timeZone),
  installationZone: zone('Europe/London'),
  rooms: { [aurora]: { name: room, greeting: 'name' as const } },
  zones: { [entrance]: 'Entrance', [auroraZone]: 'Aurora' },
});

const chooseZone = async (typed: string, option: RegExp) => {
  await userEvent.click(screen.getByRole('combobox', { name: 'Time zone' }));
  await userEvent.type(screen.getByPlaceholderText(/Find a time zone/), typed);
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

it('finds a time zone by its city and saves it from the version that was read', async () => {
  const update = vi.fn<(input: unknown) => unknown>(() => settings(2, 'Asia/Kolkata'));
  renderInPage(<SettingsForm settings={settings(1, null)} />, { 'site.update': update });
  expect(screen.getByRole('combobox', { name: 'Time zone' }).textContent).toMatch(
    /As the installation: Europe\/London/,
  );
  expect(screen.getByRole('button', { name: 'Save settings' })).toHaveProperty('disabled', true);
  await chooseZone('kolkata', /Asia\/Kolkata \(UTC\+05:30\)/);
  await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));
  await waitFor(() => expect(update).toHaveBeenCalled());
  expect(update.mock.calls[0]?.[0]).toMatchObject({
    site: 'demo',
    timeZone: 'Asia/Kolkata',
    base: { version: 1, timeZone: null },
  });
});

it('names the zone of a room with it while both have one name', async () => {
  const update = vi.fn<(input: unknown) => unknown>(() => settings(2, null, 'Borealis'));
  renderInPage(<SettingsForm settings={settings(1, null)} />, { 'site.update': update });
  const room = screen.getByLabelText('Name of the room Aurora');
  await userEvent.clear(room);
  await userEvent.type(room, 'Borealis');
  expect(screen.getByLabelText('Name of the zone Aurora')).toHaveProperty('value', 'Borealis');
  await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));
  await waitFor(() => expect(update).toHaveBeenCalled());
  expect(update.mock.calls[0]?.[0]).toMatchObject({
    rooms: { aurora: { name: 'Borealis', greeting: 'name' } },
    zones: { entrance: 'Entrance', aurora: 'Borealis' },
  });
});

it('shows both versions where two people set another zone, and keeps the room beside it', async () => {
  const stale = new TestRefusal({ field: 'timeZone', message: 'No.', remedy: null }, { by: 'Ben' });
  const update = vi
    .fn<(input: unknown) => unknown>(() => settings(3, 'Asia/Tokyo', 'Borealis'))
    .mockImplementationOnce(() => {
      throw stale;
    });
  renderInPage(<SettingsForm settings={settings(1, null)} />, {
    'site.update': update,
    'site.settings': () => settings(2, 'Asia/Tokyo', 'Borealis'),
  });
  await chooseZone('berlin', /Europe\/Berlin/);
  await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));
  const both = await screen.findByRole('group', { name: 'Time zone' });
  expect(screen.getByLabelText('Name of the room Borealis')).toHaveProperty('value', 'Borealis');
  await userEvent.click(within(both).getByRole('radio', { name: /Ben’s\s*Asia\/Tokyo/ }));
  expect(screen.getByRole('combobox', { name: 'Time zone' }).textContent).toMatch(/Asia\/Tokyo/);
  await userEvent.click(within(both).getByRole('radio', { name: /Yours\s*Europe\/Berlin/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));
  await waitFor(() => expect(update).toHaveBeenCalledTimes(2));
  expect(update.mock.calls[1]?.[0]).toMatchObject({
    timeZone: 'Europe/Berlin',
    rooms: { aurora: { name: 'Borealis' } },
    base: { version: 2, timeZone: 'Asia/Tokyo' },
  });
});

it('says at its field what the server refuses', async () => {
  const refused = new TestRefusal({
    field: 'zones.entrance',
    message: 'Taken.',
    remedy: 'Another.',
  });
  renderInPage(<SettingsForm settings={settings(1, null)} />, {
    'site.update': () => {
      throw refused;
    },
  });
  await userEvent.type(screen.getByLabelText('Name of the zone Entrance'), ' x');
  await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));
  const alert = await screen.findByText('Taken. Another.');
  expect(alert.closest('p')?.id).toBe('zone-entrance-error');
});
