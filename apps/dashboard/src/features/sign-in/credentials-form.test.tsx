// @vitest-environment happy-dom
import { signInWords } from '@nanoedge/words';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createAuthClient } from 'better-auth/react';
import { afterEach, expect, it } from 'vitest';
import { AuthContext } from '@/browser/api/auth.ts';
import { CredentialsForm } from './credentials-form.tsx';

afterEach(cleanup);

/** The form before a dashboard that answers every sign-in with `status` and `body`. */
const draw = (status: number, body: object) => {
  const answer = () =>
    Promise.resolve(
      new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json' },
      }),
    );
  const client = createAuthClient({
    baseURL: 'http://site.test',
    fetchOptions: { customFetchImpl: answer },
  });
  return render(
    <AuthContext value={client}>
      <CredentialsForm className="" onSignedIn={() => undefined} />
    </AuthContext>,
  );
};
const submit = async (): Promise<void> => {
  await userEvent.type(screen.getByLabelText(signInWords.email), 'alice@example.org');
  await userEvent.type(screen.getByLabelText(signInWords.password), 'not the password');
  await userEvent.click(screen.getByRole('button', { name: signInWords.signIn }));
};

it('says in the dashboard’s words when to try again', async () => {
  const message = signInWords.tooMany(160);
  expect(message).toContain('in 3 minutes');
  draw(429, { code: 'TOO_MANY_TRIES', message });
  await submit();
  expect(await screen.findByText(message)).toBeDefined();
});

it('does not say what a wrong password was answered with, only what it means', async () => {
  draw(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' });
  await submit();
  expect(await screen.findByText(/do not belong together/)).toBeDefined();
  expect(screen.queryByText('Invalid email or password')).toBeNull();
});

it('keeps the password out of the address, also when it is sent before the page came alive', () => {
  const { container } = draw(401, {});
  expect(container.querySelector('form')?.getAttribute('method')).toBe('post');
});
