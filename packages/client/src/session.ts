import { setImmediate } from 'node:timers/promises';
import { describeError } from '@nanoedge/base';
import { clientProblems } from '@nanoedge/words';
import * as z from 'zod/mini';
import { SignInRefused, Unreachable } from './errors.ts';

/** Whom the dashboard at `url` knows us as. */
export interface Access {
  url: string;
  email: string;
  password: string;
}

/** Where a session outlives the program; signing in is limited per minute. */
export interface CookieStore {
  read: () => string | null;
  write: (cookie: string) => void;
}

const Reason = z.object({ message: z.string() });
/** The password was right, and a code is asked for now. */
const AsksForCode = z.object({ twoFactorRedirect: z.literal(true) });

const inMemory = (): CookieStore => {
  let kept: string | null = null;
  return {
    read: () => kept,
    write: (cookie) => {
      kept = cookie;
    },
  };
};

const reasonOf = async (answer: Response): Promise<string> => {
  // An answer that is no JSON is not the dashboard's own; its status says all there is.
  const body: unknown = await answer.json().catch(() => null);
  const reason = Reason.safeParse(body);
  return reason.success ? reason.data.message : clientProblems.status(answer.status);
};

const causeOf = (error: unknown): unknown =>
  error instanceof Error ? (error.cause ?? error) : error;

/**
 * A program that was busy has not seen yet which idle connections its dashboard closed meanwhile,
 * and would send on one of them. They are told to it in the next turn of the event loop.
 */
const closingsSeen = async (): Promise<void> => {
  await setImmediate();
  await setImmediate();
};

const closed = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * A server may close a connection that idled just when we use it again (RFC 9112 9.3.1), which says
 * nothing of the server: what only reads is asked once more.
 */
const isClosed = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && closed.has(String(cause.code));

/** Requests of somebody who is signed in. A session that has ended is replaced once. */
export class WebSession {
  readonly #access: Access;
  readonly #store: CookieStore;

  constructor(access: Access, store: CookieStore = inMemory()) {
    this.#access = access;
    this.#store = store;
  }

  get url(): string {
    return this.#access.url;
  }

  /** The session's cookie, as a request sends it; signs in where there is none. */
  async cookie(): Promise<string> {
    return this.#store.read() ?? this.#signIn();
  }

  /** `path` begins with a slash. Throws Unreachable or SignInRefused. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await this.#send(path, init, await this.cookie());
    if (answer.status !== 401) return answer;
    await answer.body?.cancel();
    return this.#send(path, init, await this.#signIn());
  }

  #send(path: string, init: RequestInit, cookie: string): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    return this.#reach(path, { ...init, headers });
  }

  async #reach(path: string, init: RequestInit & { headers: Headers }): Promise<Response> {
    init.headers.set('origin', this.url);
    const { method = 'GET' } = init;
    await closingsSeen();
    const send = (): Promise<Response> => fetch(`${this.url}${path}`, init);
    try {
      return await send().catch((error: unknown) => {
        if (method !== 'GET' || !isClosed(causeOf(error))) throw error;
        return send();
      });
    } catch (error) {
      throw new Unreachable(this.url, describeError(causeOf(error)));
    }
  }

  async #signIn(): Promise<string> {
    const { email, password } = this.#access;
    const answer = await this.#reach('/api/auth/sign-in/email', {
      method: 'POST',
      headers: new Headers({ 'content-type': 'application/json' }),
      body: JSON.stringify({ email, password }),
    });
    if (!answer.ok) throw new SignInRefused(this.#access, await reasonOf(answer));
    // What is no JSON says nothing of a code
    if (AsksForCode.safeParse(await answer.json().catch(() => null)).success)
      throw new SignInRefused(this.#access, clientProblems.asksForCode);
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    this.#store.write(cookie);
    return cookie;
  }
}
