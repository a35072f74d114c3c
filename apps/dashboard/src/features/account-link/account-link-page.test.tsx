// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createAuthClient } from 'better-auth/react';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AuthContext } from '@/browser/api/auth.ts';
import { AccountLinkPage } from './account-link-page.tsx';

const open = {
  state: 'open',
  kind: 'invitation',
  name: 'Dora',
  email: 'dora@example.org',
  role: 'organiser',
  by: 'Ada',
  until: Date.UTC(2026, 10, 9, 12),
};
interface Answer {
  status?: number;
  body: object;
}
/** What the dashboard was asked, and with what. */
let asked: { path: string; body: unknown }[] = [];
let answers: Record<string, Answer> = {};
const went = vi.fn<(href: string) => void>();

const answering = (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const path = new URL(url instanceof Request ? url.url : url, 'http://site.test').pathname;
  asked.push({ path, body: typeof init?.body === 'string' ? JSON.parse(init.body) : null });
  const { status = 200, body } = answers[path] ?? { status: 500, body: {} };
  return Promise.resolve(Response.json(body, { status }));
};

beforeEach(() => {
  asked = [];
  answers = { '/api/account-links/open': { body: open } };
  vi.stubGlobal('fetch', answering);
  window.location.hash = '#the-token';
});
afterEach(() => {
  cleanup();
  went.mockClear();
  vi.unstubAllGlobals();
});

const draw = () => {
  const none = () => undefined;
  const router = { push: went, replace: went, back: none, forward: none, refresh: none };
  const more = { prefetch: none, hmrRefresh: none, bfcacheId: '' };
  const auth = createAuthClient({
    baseURL: 'http://site.test',
    fetchOptions: { customFetchImpl: answering },
  });
  render(
    <AppRouterContext value={{ ...router, ...more }}>
      <QueryClientProvider client={new QueryClient()}>
        <AuthContext value={auth}>
          <AccountLinkPage />
        </AuthContext>
      </QueryClientProvider>
    </AppRouterContext>,
  );
};
const choose = async (password: string, repeat = password): Promise<void> => {
  await userEvent.type(await screen.findByLabelText('Password'), password);
  await userEvent.type(screen.getByLabelText('The password again'), repeat);
  await userEvent.click(screen.getByRole('button', { name: 'Set the password and sign in' }));
};
const good = 'four words and more';

it('says who invites whom as what, sets the password and signs in with it', async () => {
  answers['/api/account-links/accept'] = { body: { email: open.email } };
  answers['/api/auth/sign-in/email'] = { body: { user: { id: 'u' }, token: 't' } };
  draw();
  expect(await screen.findByRole('heading', { name: 'Welcome, Dora' })).toBeDefined();
  expect(screen.getByText(/^Ada invites you to nanoedge as organiser/)).toBeDefined();
  expect(screen.getByText(/dora@example\.org/)).toBeDefined();
  await choose(good);
  await vi.waitFor(() => expect(went).toHaveBeenCalledWith('/live'));
  expect(asked).toMatchObject([
    { path: '/api/account-links/open', body: { token: 'the-token' } },
    { path: '/api/account-links/accept', body: { token: 'the-token', password: good } },
    { path: '/api/auth/sign-in/email', body: { email: open.email, password: good } },
  ]);
});

it('does not use the link up for a password that is too short or typed in two ways', async () => {
  draw();
  await choose('short');
  expect(await screen.findByText('This has fewer than 10 characters.')).toBeDefined();
  await userEvent.clear(screen.getByLabelText('Password'));
  await userEvent.clear(screen.getByLabelText('The password again'));
  await choose(good, `${good}!`);
  expect(await screen.findByText('These two are not the same.')).toBeDefined();
  expect(asked).toHaveLength(1);
});

it.each([
  ['used', 'This link was used already', /tell Ada at once/],
  ['withdrawn', 'This link is not valid any more', /Ask Ada for another/],
  ['expired', 'This link is too old', /Ask Ada for another/],
])('says of a link that is %s what to do, and asks for no password', async (state, title, next) => {
  answers['/api/account-links/open'] = { body: { ...open, state } };
  draw();
  expect(await screen.findByRole('heading', { name: title })).toBeDefined();
  expect(screen.getByText(next)).toBeDefined();
  expect(screen.queryByLabelText('Password')).toBeNull();
});

it('says of a link that is none that a part of it may be missing', async () => {
  const problem = { field: 'token', message: 'There is no such link.', remedy: null };
  answers['/api/account-links/open'] = { status: 404, body: { problem } };
  draw();
  expect(await screen.findByRole('heading', { name: 'There is no such link' })).toBeDefined();
});

it('tries again when the dashboard did not answer', async () => {
  answers['/api/account-links/open'] = { status: 502, body: {} };
  draw();
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
});

it('leads to the sign-in page when the password is set and the sign-in is not done', async () => {
  answers['/api/account-links/accept'] = { body: { email: open.email } };
  answers['/api/auth/sign-in/email'] = { status: 429, body: { code: 'TOO_MANY_TRIES' } };
  draw();
  await choose(good);
  expect(await screen.findByRole('heading', { name: 'Your password is set' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'To the sign-in page' })).toBeDefined();
});

it('says so when somebody else used the link first', async () => {
  const problem = { field: 'token', message: 'This link was used already.', remedy: null };
  answers['/api/account-links/accept'] = { status: 409, body: { problem } };
  draw();
  await screen.findByLabelText('Password');
  answers['/api/account-links/open'] = { body: { ...open, state: 'used' } };
  await choose(good);
  expect(await screen.findByRole('heading', { name: 'This link was used already' })).toBeDefined();
});
