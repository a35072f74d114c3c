// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { OwnAccountPage } from './own-account-page.tsx';

afterEach(cleanup);

const at = Date.UTC(2027, 2, 1, 12);
const here = {
  id: 's1',
  isThis: true,
  signedInAt: at,
  until: at,
  address: '203.0.113.5',
  program: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};
const elsewhere = { ...here, id: 's2', isThis: false, address: null, program: 'node' };

const open = (change: (input: unknown) => unknown = () => [here]) => {
  const asked: unknown[] = [];
  const told = (answer: (input: unknown) => unknown) => (input: unknown) => {
    asked.push(input);
    return answer(input);
  };
  renderInPage(<OwnAccountPage />, {
    'me.sessions': () => [here, elsewhere],
    'me.changePassword': told(change),
    'me.signOutOthers': told(() => [here]),
  });
  return asked;
};
const rows = async (): Promise<HTMLElement[]> =>
  within(await screen.findByRole('list', { name: 'Where you are signed in' })).getAllByRole(
    'listitem',
  );
const choose = async (current: string, password: string, repeat = password): Promise<void> => {
  if (current !== '')
    await userEvent.type(screen.getByLabelText('The password that you have'), current);
  await userEvent.type(screen.getByLabelText('The new password'), password);
  await userEvent.type(screen.getByLabelText('The password again'), repeat);
  await userEvent.click(screen.getByRole('button', { name: 'Change the password' }));
};
const good = 'four words and more';

it('says by browser and address where one is signed in, and which of it is here', async () => {
  open();
  const [first, second] = await rows();
  expect(first?.textContent).toMatch(/Firefox on Linux.*from 203\.0\.113\.5.*here, now/);
  expect(second?.textContent).toMatch(/A program.*from an address that is not known/);
  expect(second?.textContent).not.toContain('here, now');
});

it('signs out everywhere else only after it was asked whether to', async () => {
  const asked = open();
  await userEvent.click(await screen.findByRole('button', { name: 'Sign out everywhere else…' }));
  await userEvent.keyboard('{Escape}');
  expect(asked).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere else…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Sign out everywhere else' }));
  await waitFor(async () => expect(await rows()).toHaveLength(1));
  expect(screen.getByText('You are signed in nowhere else.')).toBeDefined();
});

it('sends a new password with the old one, forgets both, and shows where one is signed in then', async () => {
  const asked = open();
  await choose('the old one', good);
  await waitFor(() => expect(asked).toEqual([{ current: 'the old one', password: good }]));
  await waitFor(async () => expect(await rows()).toHaveLength(1));
  for (const field of document.querySelectorAll<HTMLInputElement>('input[type=password]'))
    expect(field.value).toBe('');
});

it.each([
  { when: 'the old one is not there', typed: ['', good, good], problem: /which you sign in now/ },
  { when: 'the new one is too short', typed: ['old', 'short', 'short'], problem: /fewer than 10/ },
  {
    when: 'the new one is not typed twice',
    typed: ['old', good, 'not it'],
    problem: /not the same/,
  },
])('asks nothing of the dashboard while $when', async ({ typed, problem }) => {
  const asked = open();
  const [current = '', password = '', repeat] = typed;
  await choose(current, password, repeat);
  expect(await screen.findByText(problem)).toBeDefined();
  expect(asked).toEqual([]);
});

it('says at its field that the old password is wrong, and keeps what was typed', async () => {
  open(() => {
    throw new TestRefusal({
      field: 'current',
      message: 'This is not your password.',
      remedy: null,
    });
  });
  await choose('guessed', good);
  const field = screen.getByLabelText('The password that you have');
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(document.querySelector('#current-error')?.textContent).toBe('This is not your password.');
  expect(screen.getByLabelText<HTMLInputElement>('The new password').value).toBe(good);
});
