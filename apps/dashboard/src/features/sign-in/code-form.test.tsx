// @vitest-environment happy-dom
import { signInWords } from '@nanoedge/words';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createAuthClient } from 'better-auth/react';
import { afterEach, expect, it, vi } from 'vitest';
import { AuthContext } from '@/browser/api/auth.ts';
import { CredentialsForm } from './credentials-form.tsx';

afterEach(cleanup);

/** The sign-in form of an account with an app, before a dashboard that answers a code so. */
const draw = (status: number, body: object) => {
  const asked: { path: string; body: unknown }[] = [];
  const answer = (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const path = new URL(url instanceof Request ? url.url : url).pathname;
    asked.push({ path, body: typeof init?.body === 'string' ? JSON.parse(init.body) : null });
    return Promise.resolve(
      path.endsWith('/sign-in/email')
        ? Response.json({ twoFactorRedirect: true, twoFactorMethods: ['totp'] })
        : Response.json(body, { status }),
    );
  };
  const client = createAuthClient({
    baseURL: 'http://site.test',
    fetchOptions: { customFetchImpl: answer },
  });
  const signedIn = vi.fn<() => void>();
  render(
    <AuthContext value={client}>
      <CredentialsForm className="" onSignedIn={signedIn} />
    </AuthContext>,
  );
  return { asked, signedIn };
};
const givePassword = async (): Promise<void> => {
  await userEvent.type(screen.getByLabelText(signInWords.email), 'ada@example.org');
  await userEvent.type(screen.getByLabelText(signInWords.password), 'the password');
  await userEvent.keyboard('{Enter}');
};

it('asks for the code after the password, and is signed in only with it', async () => {
  const { asked, signedIn } = draw(200, { token: 't' });
  await givePassword();
  const field = await screen.findByLabelText(signInWords.codeTitle);
  expect(document.activeElement).toBe(field);
  expect(signedIn).not.toHaveBeenCalled();
  await userEvent.keyboard('123456{Enter}');
  await vi.waitFor(() => expect(signedIn).toHaveBeenCalledOnce());
  expect(asked.at(-1)).toEqual({
    path: '/api/auth/two-factor/verify-totp',
    body: { code: '123456' },
  });
});

it('takes a backup code in place of it', async () => {
  const { asked, signedIn } = draw(200, { token: 't' });
  await givePassword();
  await userEvent.click(await screen.findByRole('button', { name: signInWords.useBackup }));
  await userEvent.type(screen.getByLabelText(signInWords.backupTitle), 'abcde-fghjk{Enter}');
  await vi.waitFor(() => expect(signedIn).toHaveBeenCalledOnce());
  expect(asked.at(-1)?.path).toBe('/api/auth/two-factor/verify-backup-code');
});

it.each([
  [401, 'INVALID_CODE', signInWords.wrongCode],
  [400, 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', signInWords.codeTooLate],
  [401, 'INVALID_TWO_FACTOR_COOKIE', signInWords.codeTooLate],
])('says what %i %s means, and lets begin again', async (status, code, text) => {
  const { signedIn } = draw(status, { code, message: 'in English of a library' });
  await givePassword();
  await userEvent.type(await screen.findByLabelText(signInWords.codeTitle), '123456{Enter}');
  expect(await screen.findByText(text)).toBeDefined();
  expect(signedIn).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: signInWords.beginAgain }));
  expect(screen.getByLabelText(signInWords.password)).toBeDefined();
});
