// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { RegistriesPage } from './registries-page.tsx';

beforeEach(() => window.history.replaceState(null, '', '/registries'));
afterEach(cleanup);

const hub = { host: 'docker.io', username: 'ann', plain: false, readable: true, changedAt: 0 };
const own = { host: '[fd00::7]:5000', username: null, plain: true, readable: false, changedAt: 0 };

const fill = async (label: string, text: string) =>
  userEvent.type(screen.getByLabelText(label), text.replaceAll(/[[{]/g, '$&$&'));

it('says what to do where nothing is entered, and keeps what the registry takes', async () => {
  let entries: object[] = [];
  const add = vi.fn<(input: unknown) => unknown>(() => {
    entries = [own];
    return { host: own.host, result: 'signed-in' };
  });
  renderInPage(<RegistriesPage />, { 'registries.list': () => entries, 'registries.add': add });
  await userEvent.click(await screen.findByRole('button', { name: 'Add a registry' }));
  await fill('Registry', own.host);
  await fill('Name', 'ann');
  await fill('Password or access token', 'geheim');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Without TLS' }));
  await userEvent.click(screen.getByRole('button', { name: 'Try and keep' }));
  expect(await screen.findByText(own.host)).toBeDefined();
  expect(add).toHaveBeenCalledWith({
    host: own.host,
    username: 'ann',
    password: 'geheim',
    plain: true,
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('shows at its field what a registry refuses, and keeps what was typed', async () => {
  renderInPage(<RegistriesPage />, {
    'registries.list': () => [hub],
    'registries.replace': () => {
      throw new TestRefusal({ field: 'password', message: 'It is refused.', remedy: null });
    },
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Replace password of docker.io' }),
  );
  expect(screen.getByLabelText('Name')).toHaveProperty('value', 'ann');
  await fill('Password or access token', 'wrong');
  await userEvent.click(screen.getByRole('button', { name: 'Try and keep' }));
  expect(await screen.findAllByText('It is refused.')).toHaveLength(1);
  const password = screen.getByLabelText('Password or access token');
  expect(password.getAttribute('aria-invalid')).toBe('true');
  expect(password).toHaveProperty('value', 'wrong');
});

it('tells of each whether it works, and forgets one after it was asked', async () => {
  let entries = [hub, own];
  const remove = vi.fn<(input: unknown) => unknown>(() => {
    entries = [own];
    return { host: hub.host };
  });
  renderInPage(<RegistriesPage />, {
    'registries.list': () => entries,
    'registries.try': () => ({ host: hub.host, result: 'signed-in' }),
    'registries.remove': remove,
  });
  expect(await screen.findByText(/The password cannot be read any more/)).toBeDefined();
  expect(screen.getByText(/without a password · without TLS/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Try docker.io' }));
  expect(await screen.findByText('It lets us in.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Remove docker.io' }));
  const dialog = screen.getByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove registry' }));
  await waitFor(() => expect(screen.queryByText('docker.io')).toBeNull());
  expect(remove).toHaveBeenCalledWith({ host: 'docker.io' });
});
