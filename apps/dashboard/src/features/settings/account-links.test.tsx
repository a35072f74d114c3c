// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage, type TestAnswers } from '@/browser/test-page.tsx';
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
const link = {
  id: 'l-1',
  kind: 'invitation',
  name: 'Dora',
  email: 'dora@example.org',
  role: 'viewer',
  by: 'Ada',
  madeAt: 0,
  until: Date.UTC(2026, 10, 9, 12),
};
const url = 'https://edge.test/join#token';

/** A panel whose server remembers the links that it made. */
const draw = (links: object[] = []) => {
  const said: unknown[] = [];
  const answers: TestAnswers = {
    'accounts.list': () => [alice],
    'people.list': () => [],
    'accounts.links': () => [...links],
    'accounts.invite': (input) => {
      said.push(input);
      links.push(link);
      return { link, url };
    },
    'accounts.resetByLink': (input) => {
      said.push(input);
      return { link: { ...link, kind: 'reset', name: 'Alice' }, url };
    },
    'accounts.withdraw': (input) => {
      said.push(input);
      links.length = 0;
      return link;
    },
  };
  renderInPage(<AccountsPanel />, answers);
  return said;
};
const waiting = 'Links that nobody has used yet';

it('invites somebody: the link is shown once, and the invitation waits in the list', async () => {
  const said = draw();
  await userEvent.click(await screen.findByRole('button', { name: 'Invite…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Invite somebody' }));
  await userEvent.type(dialog.getByLabelText('Name'), 'Dora');
  await userEvent.type(dialog.getByLabelText('E-mail'), 'dora@example.org');
  await userEvent.selectOptions(dialog.getByLabelText('Role'), 'viewer');
  await userEvent.click(dialog.getByRole('button', { name: 'Make the link' }));
  const told = within(await screen.findByRole('dialog', { name: 'The invitation of Dora' }));
  expect(told.getByLabelText<HTMLInputElement>('The link').value).toBe(url);
  expect(told.getByText(/^Valid once, until Mon 9 Nov, /)).toBeDefined();
  expect(said).toEqual([
    { name: 'Dora', email: 'dora@example.org', role: 'viewer', site: null, person: null },
  ]);
  await userEvent.click(told.getByRole('button', { name: 'Copy the link' }));
  expect(await navigator.clipboard.readText()).toBe(url);
  await userEvent.click(told.getByRole('button', { name: 'Done' }));
  expect(screen.queryByDisplayValue(url)).toBeNull();
  expect(
    within(screen.getByRole('list', { name: waiting })).getByText('invited as viewer'),
  ).toBeDefined();
});

it('withdraws an invitation only after it was asked whether to', async () => {
  const said = draw([link]);
  const list = within(await screen.findByRole('list', { name: waiting }));
  expect(list.getByText(/^by Ada, until Mon 9 Nov, /)).toBeDefined();
  await userEvent.click(list.getByRole('button', { name: 'Withdraw the link for Dora' }));
  expect(said).toEqual([]);
  await userEvent.click(await screen.findByRole('button', { name: 'Withdraw' }));
  await vi.waitFor(() => expect(said).toEqual([{ link: 'l-1' }]));
  await vi.waitFor(() => expect(screen.queryByRole('list', { name: waiting })).toBeNull());
});

it('makes a link to another password for an account', async () => {
  const said = draw();
  await userEvent.click(
    await screen.findByRole('button', { name: 'Actions on the account of Alice' }),
  );
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Reset by link…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Make the link' }));
  expect(await screen.findByRole('dialog', { name: 'The link for Alice' })).toBeDefined();
  expect(said).toEqual([{ account: 'u-alice' }]);
});
