import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type APIRequestContext, type BrowserContext, type Page } from '@playwright/test';
import { waitUntil } from '@nanoedge/base/testing';
import type { Journey, StoredEvent } from '@nanoedge/protocol';
import { signIns, stack } from './stack.ts';

/**
 * Asks again every 200 ms until it is so; fails after two and a half minutes: a guided person who
 * vanished is lost only when the guidance ends.
 */
const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  await waitUntil(what, holds, { timeoutMs: 150_000, everyMs: 200 });
};

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

const savedSession = (who: Who): Cookies | null =>
  existsSync(sessionPath(who))
    ? (JSON.parse(readFileSync(sessionPath(who), 'utf8')) as Cookies)
    : null;

/** Fills in the sign-in form as a person would, and waits for the first page. */
export const signInByForm = async (page: Page, who: Who): Promise<void> => {
  const { email, password } = credentials(who);
  await page.goto('/sign-in');
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: /sign in/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
};

/** Signs the page's browser context in, by the form the first time. */
export const signIn = async (page: Page, who: Who): Promise<void> => {
  const saved = savedSession(who);
  if (saved !== null) {
    await page.context().addCookies(saved);
    return;
  }
  await signInByForm(page, who);
  writeFileSync(sessionPath(who), JSON.stringify(await page.context().cookies()), { mode: 0o600 });
};

/** The API as a program uses it, with the session of a role. */
export class Api {
  readonly #request: APIRequestContext;
  #headers: Record<string, string> = {};
  constructor(request: APIRequestContext) {
    this.#request = request;
  }

  async signIn(who: Who): Promise<void> {
    if (savedSession(who) === null) {
      const answer = await this.#request.post('/api/auth/sign-in/email', {
        data: credentials(who),
        headers: { origin: stack.url },
      });
      expect(answer.ok(), await answer.text()).toBe(true);
      const { cookies } = await this.#request.storageState();
      writeFileSync(sessionPath(who), JSON.stringify(cookies), { mode: 0o600 });
    }
    const cookie = (savedSession(who) ?? [])
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    this.#headers = { cookie, origin: stack.url };
  }

  async query<T>(procedure: string, input?: unknown): Promise<T> {
    const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    const answer = await this.#request.get(`/api/trpc/${procedure}${query}`, {
      headers: this.#headers,
    });
    return this.#read<T>(procedure, await answer.text());
  }

  async mutate<T>(procedure: string, input: unknown): Promise<T> {
    const answer = await this.#request.post(`/api/trpc/${procedure}`, {
      data: input,
      headers: this.#headers,
    });
    return this.#read<T>(procedure, await answer.text());
  }

  /** Uploads a file as the meeting form does; returns its digest. */
  async upload(name: string, mimeType: string, buffer: Buffer): Promise<string> {
    const answer = await this.#request.post('/api/content', {
      headers: this.#headers,
      multipart: { file: { name, mimeType, buffer } },
    });
    expect(answer.status(), await answer.text()).toBe(201);
    return ((await answer.json()) as { digest: string }).digest;
  }

  /** Uploads an image archive as the create page does. */
  async uploadImage(archive: Buffer): Promise<{ upload: string; imageId: string }> {
    const answer = await this.#request.post('/api/images', {
      headers: { ...this.#headers, 'content-type': 'application/x-tar' },
      data: archive,
      timeout: 60_000,
    });
    expect(answer.status(), await answer.text()).toBe(201);
    return (await answer.json()) as { upload: string; imageId: string };
  }

  #read<T>(procedure: string, text: string): T {
    const body = JSON.parse(text) as { result?: { data: T }; error?: { message: string } };
    if (body.result === undefined) throw new Error(`${procedure}: ${body.error?.message ?? text}`);
    return body.result.data;
  }

  async site(): Promise<string> {
    const [site] = await this.query<{ id: string }[]>('site.list');
    if (site === undefined) throw new Error('there is no site');
    return site.id;
  }

  /** The id of the newest event; events after it belong to what the test does next. */
  async cursor(): Promise<number> {
    const page = await this.query<{ events: StoredEvent[] }>('events.list', {
      site: await this.site(),
      limit: 1,
    });
    return page.events[0]?.id ?? 0;
  }

  async eventsAfter(after: number): Promise<StoredEvent[]> {
    const page = await this.query<{ events: StoredEvent[] }>('events.list', {
      site: await this.site(),
      after,
      limit: 500,
    });
    return page.events;
  }

  async personId(name: string): Promise<string> {
    const people = await this.query<{ id: string; name: string }[]>('people.list', {
      site: await this.site(),
    });
    const person = people.find((row) => row.name.startsWith(name));
    if (person === undefined) throw new Error(`nobody is called ${name}`);
    return person.id;
  }

  async walk(walker: string, pace = 2): Promise<void> {
    await this.mutate('simulation.walk', { site: await this.site(), walker, pace });
  }

  async leave(walker: string): Promise<void> {
    await this.mutate('simulation.leave', { site: await this.site(), walker });
  }

  /** Takes every simulated person out and waits until nobody is on a journey. */
  async emptyBuilding(): Promise<void> {
    const site = await this.site();
    await this.mutate('simulation.clear', { site });
    await until(
      'the building is empty',
      async () =>
        (await this.query<Journey[]>('journeys.list', { site, active: true })).length === 0,
    );
  }

  /** Waits until the newest journey of each of the people is in the given state. */
  async settled(people: readonly string[], state: Journey['state']): Promise<void> {
    const site = await this.site();
    const newest = async (person: string) => {
      const latest = await this.query<Journey[]>('journeys.list', { site, person, limit: 5 });
      return latest.toSorted((one, other) => other.updatedAt - one.updatedAt)[0]?.state;
    };
    await until(`everybody is ${state}`, async () =>
      (await Promise.all(people.map(newest))).every((found) => found === state),
    );
  }

  /** Removes every meeting, so that the room is free. */
  async emptyCalendar(): Promise<void> {
    const meetings = await this.query<{ id: string; removedAt: number | null }[]>('meetings.list', {
      site: await this.site(),
    });
    for (const meeting of meetings)
      if (meeting.removedAt === null) await this.mutate('meetings.remove', { id: meeting.id });
  }
}

/** Fails with the rules that the page breaks (WCAG 2.2 A and AA). */
export const expectAccessible = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    ),
  ).toEqual([]);
};
