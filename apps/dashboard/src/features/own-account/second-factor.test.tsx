// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { SecondFactorPanel } from './second-factor.tsx';

afterEach(cleanup);

const begun = {
  uri: 'otpauth://totp/nanoedge:ada%40site.test?secret=MZXW6YTBOI&issuer=nanoedge',
  secret: 'MZXW6YTBOI',
  backupCodes: ['abcde-fghjk', 'mnpqr-stuvw'],
};
const refused = (field: string, message: string) => () => {
  throw new TestRefusal({ field, message, remedy: null });
};

const open = (
  isOn: boolean,
  answers: Partial<Record<'begin' | 'confirm', (input: unknown) => unknown>> = {},
) => {
  const asked: unknown[] = [];
  const told = (answer: (input: unknown) => unknown) => (input: unknown) => {
    asked.push(input);
    return answer(input);
  };
  renderInPage(<SecondFactorPanel />, {
    'me.secondFactor': () => (isOn ? { isOn, codesLeft: 1 } : { isOn }),
    'me.beginSecondFactor': told(answers.begin ?? (() => begun)),
    'me.confirmSecondFactor': told(answers.confirm ?? (() => ({ isOn: true, codesLeft: 10 }))),
    'me.endSecondFactor': told(() => ({ isOn: false })),
  });
  return asked;
};
const givePassword = async (button: string): Promise<void> => {
  await userEvent.type(await screen.findByLabelText('Your password'), 'my password');
  await userEvent.click(screen.getByRole('button', { name: button }));
};

it('is set up with the password, the secret in an app, and a code of it', async () => {
  const asked = open(false);
  await userEvent.click(await screen.findByRole('button', { name: 'Ask for a code…' }));
  await givePassword('Next');
  expect(await screen.findByRole('img', { name: /QR code/ })).toBeDefined();
  for (const text of [begun.secret, ...begun.backupCodes])
    expect(screen.getAllByText(text).length).toBeGreaterThan(0);
  await userEvent.type(screen.getByLabelText(/that the app shows now/), '123 456');
  await userEvent.click(screen.getByRole('button', { name: 'Ask for a code from now on' }));
  expect(await screen.findByText('A code is asked for when you sign in.')).toBeDefined();
  expect(screen.getByText('10 backup codes of yours are left.')).toBeDefined();
  expect(screen.queryByText(begun.secret)).toBeNull();
  expect(asked).toEqual([{ current: 'my password' }, { code: '123456' }]);
});

it('says at its field that the password or the code is wrong', async () => {
  const password = open(false, { begin: refused('current', 'This is not your password.') });
  await userEvent.click(await screen.findByRole('button', { name: 'Ask for a code…' }));
  await givePassword('Next');
  expect(await screen.findByText('This is not your password.')).toBeDefined();
  expect(password).toHaveLength(1);
  cleanup();
  open(false, { confirm: refused('code', 'This is not the code that the app shows now.') });
  await userEvent.click(await screen.findByRole('button', { name: 'Ask for a code…' }));
  await givePassword('Next');
  await userEvent.type(await screen.findByLabelText(/that the app shows now/), '000000');
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText(/is not the code/)).toBeDefined();
});

it('is ended with the password only', async () => {
  const asked = open(true);
  expect(await screen.findByText('1 backup code of yours is left.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Ask for no code any more…' }));
  await userEvent.keyboard('{Escape}');
  expect(asked).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Ask for no code any more…' }));
  await givePassword('Ask for no code');
  await waitFor(() =>
    expect(screen.getByText('No code is asked for when you sign in.')).toBeDefined(),
  );
  expect(asked).toEqual([{ current: 'my password' }]);
});
