// @vitest-environment happy-dom
import { parse, SiteId } from '@nanoedge/protocol';
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
  site: null,
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
  const bob = { name: 'Bob', email: 'bob@example.org', role: 'viewer', person: null };
  expect(made).toEqual([{ ...bob, site: null }]);
});

const making = async (of: SiteId | null, choose: () => Promise<void>): Promise<unknown[]> => {
  const made: unknown[] = [];
  const answers = {
    'accounts.list': () => [],
    'people.list': () => [],
    'accounts.create': (input: unknown) => {
      made.push(input);
      return { account: alice, password: 'told-once' };
    },
  };
  renderInPage(<AccountsPanel />, answers, { of });
  await userEvent.click(await screen.findByRole('button', { name: 'Add an account…' }));
  await userEvent.type(screen.getByLabelText('Name'), 'Bob');
  await userEvent.type(screen.getByLabelText('E-mail'), 'bob@example.org');
  await choose();
  await userEvent.click(screen.getByRole('button', { name: 'Add the account' }));
  await screen.findByText('told-once');
  return made;
};

it('makes an account of one site where an administrator of every site says so', async () => {
  const choose = () => userEvent.selectOptions(screen.getByLabelText('Sees'), 'only Demo building');
  expect(await making(null, choose)).toMatchObject([{ site: 'demo' }]);
});

it('makes accounts of their own site alone for an administrator of one', async () => {
  const nothingToChoose = async () => expect(screen.queryByLabelText('Sees')).toBeNull();
  const made = await making(parse(SiteId, 'demo', 'site'), nothingToChoose);
  expect(made).toMatchObject([{ site: 'demo' }]);
});

it('says of which site an account is', async () => {
  renderInPage(<AccountsPanel />, { 'accounts.list': () => [{ ...alice, site: 'annex' }] });
  expect(await screen.findByText('alice@example.org, only annex')).toBeDefined();
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
