import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSession } from '@nanoedge/client';
import type { BrowserContext, Page } from '@playwright/test';
import { signIns, stack } from './stack.ts';

export type Who = 'admin' | 'alice';

const credentials = (who: Who): { email: string; password: string } => {
  const all = signIns();
  return who === 'admin'
    ? { email: all.adminEmail, password: all.adminPassword }
    : { email: all.aliceEmail, password: all.alicePassword };
};

/** One session a role for all tests of a run: signing in is limited per minute, as it should be. */
const sessionPath = (who: Who): string => join(stack.home, `e2e-session-${who}.json`);

type Cookies = Parameters<BrowserContext['addCookies']>[0];

const savedCookies = (who: Who): Cookies | null =>
  existsSync(sessionPath(who))
    ? (JSON.parse(readFileSync(sessionPath(who), 'utf8')) as Cookies)
    : null;

const saveCookies = (who: Who, cookies: Cookies): void =>
  writeFileSync(sessionPath(who), JSON.stringify(cookies), { mode: 0o600 });

/** Fills in the sign-in form as a person would, and waits for the first page. */
export const signInByForm = async (page: Page, who: Who): Promise<void> => {
  const { email, password } = credentials(who);
  await page.goto('/sign-in');
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: /sign in/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
};

/** Gives the password in the dialog over a page whose sign-in has ended. */
export const signInAgain = async (page: Page, who: Who): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password').fill(credentials(who).password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  saveCookies(who, await page.context().cookies());
};

/** Signs the page's browser context in, by the form the first time. */
export const signIn = async (page: Page, who: Who): Promise<void> => {
  const saved = savedCookies(who);
  if (saved !== null) {
    await page.context().addCookies(saved);
    return;
  }
  await signInByForm(page, who);
  saveCookies(who, await page.context().cookies());
};

const cookieOf = (line: string): Cookies[number] => {
  const [name = '', ...value] = line.split('=');
  return { name, value: value.join('='), url: stack.url };
};

/** The same session for the requests of a program. */
export const sessionOf = (who: Who): WebSession =>
  new WebSession(
    { url: stack.url, ...credentials(who) },
    {
      read: () =>
        savedCookies(who)
          ?.map(({ name, value }) => `${name}=${value}`)
          .join('; ') ?? null,
      write: (cookie) => saveCookies(who, cookie.split('; ').map(cookieOf)),
    },
  );
