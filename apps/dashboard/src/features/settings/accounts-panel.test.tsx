// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { AccountsPanel } from './accounts-panel.tsx';

afterEach(cleanup);

const alice = {
  id: 'u-alice',
  name: 'Alice',
  email: 'alice@example.org',
  role: 'organiser',
  disabledAt: null,
  sessions: 2,
};

it('makes an account and tells its password once', async () => {
  const made: unknown[] = [];
  renderInPage(<AccountsPanel />, {
    'accounts.list': () => [alice],
    'accounts.links': () => [],
    'people.list': () => [],
    'accounts.create': (input) => {
      made.push(input);
      return { account: { ...alice, email: 'bob@example.org' }, password: 'told-once' };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Add an account…' }));
  await userEvent.type(screen.getByLabelText('Name'), 'Bob');
  await userEvent.type(screen.getByLabelText('E-mail'), 'bob@example.org');
  await userEvent.selectOptions(screen.getByLabelText('Role'), 'viewer');
  await userEvent.click(screen.getByRole('button', { name: 'Add the account' }));
  expect(await screen.findByText('told-once')).toBeDefined();
  expect(made).toEqual([{ name: 'Bob', email: 'bob@example.org', role: 'viewer', person: null }]);
});

it('changes a role, and disables only after it was asked whether to', async () => {
  const said: unknown[] = [];
  renderInPage(<AccountsPanel />, {
    'accounts.list': () => [alice],
    'accounts.links': () => [],
    'accounts.setRole': (input) => said.push(input),
    'accounts.disable': (input) => said.push(input),
  });
  const row = within(await screen.findByRole('listitem'));
  await userEvent.selectOptions(row.getByLabelText('Role of Alice'), 'admin');
  await vi.waitFor(() => expect(said).toEqual([{ account: 'u-alice', role: 'admin' }]));
  await userEvent.click(row.getByRole('button', { name: 'Actions on the account of Alice' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Disable…' }));
  expect(said).toHaveLength(1);
  await userEvent.click(await screen.findByRole('button', { name: 'Disable' }));
  await vi.waitFor(() => expect(said.at(-1)).toEqual({ account: 'u-alice' }));
});
