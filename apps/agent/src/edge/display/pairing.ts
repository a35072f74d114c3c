import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type Clock, epochMs } from '@nanoedge/base';
import {
  type PairedScreen,
  screenCodeLetters,
  type ScreensRequest,
  type ScreensState,
} from '@nanoedge/protocol';
import { screenPairing } from '@nanoedge/words';
import { ScreensRefused } from '../../errors.ts';

/** How long a code counts. */
const codeMs = 10 * 60_000;

/** A page asks every two seconds, or every minute in a browser that shows something else. */
const goneAfterMs = 150_000;

/**
 * Browsers that wait at once, in all and from one address. One that waits gives its place up to
 * nobody: its code would change under whoever types it.
 */
export const waitingBrowsers = { all: 32, address: 8 };

/** So many wrong codes are taken in a minute: 20^8 codes are not guessed so. */
const wrongCodes = 10;
const minuteMs = 60_000;

interface Waiting {
  code: string;
  hash: string;
  address: string;
  browser: string;
  /** On the monotonic clock: until when its code counts, and when its page asked last. */
  until: number;
  askedAt: number;
}

/** What a browser is, to its room screen. */
export type ScreenStanding =
  | { paired: true; id: string }
  | { paired: false; code: string; leftMs: number };

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const freshCode = (): string => {
  const letters = Array.from({ length: 8 }, () => screenCodeLetters[randomInt(20)] ?? '');
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
};

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/**
 * Which browsers may show this device's room screen (RFC 8628 in shape): one that may not gets a
 * code, an administrator types it into the dashboard, and from then on the secret in its cookie
 * counts. Invariants: only hashes of secrets are kept; what waits is bounded, whoever asks.
 */
export class ScreenPairing {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  readonly #open = new Map<string, number>();
  #waiting: Waiting[] = [];
  #wrongAt: number[] = [];

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** What a browser with this secret is; null for one that is not known, or not any more. */
  standing(secret: string | null): ScreenStanding | null {
    if (secret === null) return null;
    const hash = hashOf(secret);
    const row = this.#database.prepare('SELECT id FROM screens WHERE hash = ?').get(hash);
    if (typeof row?.['id'] === 'string') return { paired: true, id: row['id'] };
    const waits = this.#stillWaiting().find((one) => isSame(one.hash, hash));
    if (waits === undefined) return null;
    const now = this.#clock.monotonic();
    waits.askedAt = now;
    return { paired: false, code: waits.code, leftMs: Math.round(waits.until - now) };
  }

  /**
   * Gives a browser a secret and a code that an administrator can type; null while as many wait, here
   * or at its address, as may.
   */
  begin(address: string, browser: string): { secret: string; code: string; leftMs: number } | null {
    const waiting = this.#stillWaiting();
    const own = waiting.filter((one) => one.address === address);
    if (own.length >= waitingBrowsers.address || waiting.length >= waitingBrowsers.all) return null;
    const now = this.#clock.monotonic();
    const secret = randomBytes(32).toString('base64url');
    const one = {
      code: freshCode(),
      hash: hashOf(secret),
      address,
      browser: browser.slice(0, 120),
      until: now + codeMs,
      askedAt: now,
    };
    this.#waiting = [...waiting, one];
    return { secret, code: one.code, leftMs: codeMs };
  }

  /** Lets the browser that shows this code in. Throws ScreensRefused. */
  approve(code: string): ScreensState {
    const now = this.#clock.monotonic();
    this.#wrongAt = this.#wrongAt.filter((at) => now - at < minuteMs);
    if (this.#wrongAt.length >= wrongCodes) throw new ScreensRefused(screenPairing.tooMany);
    const found = this.#stillWaiting().find((one) => isSame(one.code, code));
    if (found === undefined) {
      this.#wrongAt.push(now);
      throw new ScreensRefused(screenPairing.noSuchCode);
    }
    this.#waiting = this.#waiting.filter((one) => one !== found);
    const { hash, address, browser } = found;
    this.#database
      .prepare(
        'INSERT INTO screens (id, hash, address, browser, paired_at, seen_at) VALUES (?, ?, ?, ?, ?, NULL)',
      )
      .run(randomBytes(8).toString('hex'), hash, address, browser, this.#clock.now());
    return this.state();
  }

  /** What this browser shows is taken from it at once. Throws ScreensRefused. */
  revoke(id: string): ScreensState {
    const { changes } = this.#database.prepare('DELETE FROM screens WHERE id = ?').run(id);
    if (Number(changes) === 0) throw new ScreensRefused(screenPairing.noSuchScreen);
    for (const listener of this.#listeners) listener();
    return this.state();
  }

  /** A browser shows the screen from now on; the answer says that it does not any more. */
  opened(id: string): () => void {
    const seen = (): void => {
      this.#database
        .prepare('UPDATE screens SET seen_at = ? WHERE id = ?')
        .run(this.#clock.now(), id);
    };
    this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
    seen();
    return () => {
      this.#open.set(id, (this.#open.get(id) ?? 1) - 1);
      seen();
    };
  }

  state(): ScreensState {
    const rows = this.#database
      .prepare(
        'SELECT id, address, browser, paired_at, seen_at FROM screens ORDER BY paired_at, id',
      )
      .all();
    const screens = rows.map(
      (row): PairedScreen => ({
        id: String(row['id']),
        address: String(row['address']),
        browser: String(row['browser']),
        pairedAt: epochMs(Number(row['paired_at'])),
        seenAt: row['seen_at'] === null ? null : epochMs(Number(row['seen_at'])),
        open: (this.#open.get(String(row['id'])) ?? 0) > 0,
      }),
    );
    return { screens, waiting: this.#stillWaiting().length };
  }

  /** Calls `listener` whenever a browser lost its right; the answer unsubscribes. */
  onRevoked(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #stillWaiting(): Waiting[] {
    const now = this.#clock.monotonic();
    this.#waiting = this.#waiting.filter(
      ({ until, askedAt }) => until > now && now - askedAt < goneAfterMs,
    );
    return this.#waiting;
  }
}

/** What the dashboard wants of the browsers that show the screen. Throws ScreensRefused. */
export const answerScreens = (pairing: ScreenPairing, request: ScreensRequest): ScreensState => {
  switch (request.wish) {
    case 'list':
      return pairing.state();
    case 'approve':
      return pairing.approve(request.code);
    case 'revoke':
      return pairing.revoke(request.id);
  }
};
