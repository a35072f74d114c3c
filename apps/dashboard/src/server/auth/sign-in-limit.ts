import { Serial } from '@nanoedge/base';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** What is counted is forgotten an hour after the first try. */
const memorySeconds = 3_600;
const firstWaitSeconds = 5;
const longestWaitSeconds = 900;

/** An account that is tried from everywhere is slowed, not closed: its owner may be somewhere new. */
const longestAccountWaitSeconds = 60;

/** For so long an address counts as one that an account signs in from: as long as a timer lasts. */
const knownSeconds = 20 * 86_400;

/** So many tries are free: people mistype. Behind one router many people have one address. */
const free = { pair: 5, address: 50, account: 200 } as const;

/** So many tries at one account, from wherever they come, are no mistyping. */
const attackTries = 10;

/** Seconds until the next try after so many without success: 5, 10, 20 and so on, a quarter of an hour at most. */
export const waitAfter = (
  tries: number,
  freeTries: number,
  longest: number = longestWaitSeconds,
): number =>
  tries < freeTries
    ? 0
    : Math.min(longest, firstWaitSeconds * 2 ** Math.min(tries - freeTries, 20));

export interface SignInTry {
  email: string;
  address: string;
}

/** `attack`: this very try makes it one, at the account or from the address. */
export type SignInAdmission =
  | { admitted: false; waitSeconds: number }
  | { admitted: true; attack: 'account' | 'address' | null };

const counter = (duration = memorySeconds): RateLimiterMemory =>
  new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration });
const blocker = (): RateLimiterMemory => new RateLimiterMemory({ points: 1, duration: 1 });

/** Tries of one kind: how many, and until when there may be no other. */
class Slowed {
  readonly #tries = counter();
  readonly #blocked = blocker();
  readonly #free: number;
  readonly #longest: number;

  constructor(freeTries: number, longest: number = longestWaitSeconds) {
    this.#free = freeTries;
    this.#longest = longest;
  }

  async waitSeconds(key: string): Promise<number> {
    const blocked = await this.#blocked.get(key);
    return blocked === null ? 0 : Math.max(0, Math.ceil(blocked.msBeforeNext / 1_000));
  }

  /** Counts before the password is looked at, so that many at once are many. Gives how many. */
  async count(key: string): Promise<number> {
    const { consumedPoints } = await this.#tries.penalty(key, 1);
    const wait = waitAfter(consumedPoints, this.#free, this.#longest);
    if (wait > 0) await this.#blocked.block(key, wait);
    return consumedPoints;
  }

  async forget(key: string): Promise<void> {
    await this.#tries.delete(key);
    await this.#blocked.delete(key);
  }

  async takeBack(key: string): Promise<void> {
    await this.#tries.reward(key, 1);
    await this.#blocked.delete(key);
  }
}

/**
 * Slows whoever guesses passwords: by account and address together, by address alone, and by account
 * alone where the account has not signed in from that address before. So nobody is kept out of an
 * account, where they are used to sign in, because of what others try from elsewhere.
 */
export class SignInLimit {
  readonly #pairs = new Slowed(free.pair);
  readonly #addresses = new Slowed(free.address);
  readonly #accounts = counter();
  readonly #slowed = new Slowed(free.account, longestAccountWaitSeconds);
  readonly #known = counter(knownSeconds);
  readonly #turns = new Serial();

  /** One after the other: of many at once none is looked at before the one before it is counted. */
  admit(wanted: SignInTry): Promise<SignInAdmission> {
    return this.#turns.run(() => this.#admit(wanted));
  }

  async #admit({ email, address }: SignInTry): Promise<SignInAdmission> {
    const pair = `${address} ${email}`;
    const isKnown = (await this.#known.get(pair)) !== null;
    const waitSeconds = Math.max(
      await this.#pairs.waitSeconds(pair),
      await this.#addresses.waitSeconds(address),
      isKnown ? 0 : await this.#slowed.waitSeconds(email),
    );
    if (waitSeconds > 0) return { admitted: false, waitSeconds };
    await this.#pairs.count(pair);
    if (!isKnown) await this.#slowed.count(email);
    const fromThere = await this.#addresses.count(address);
    const { consumedPoints: atAccount } = await this.#accounts.penalty(email, 1);
    const attack =
      atAccount === attackTries ? 'account' : fromThere === free.address ? 'address' : null;
    return { admitted: true, attack };
  }

  /** Who just chose a password signs in with it at once, however often they guessed the old one. */
  forgive({ email, address }: SignInTry): Promise<void> {
    return this.#pairs.forget(`${address} ${email}`);
  }

  async succeeded({ email, address }: SignInTry): Promise<void> {
    const pair = `${address} ${email}`;
    await this.#pairs.forget(pair);
    await this.#known.penalty(pair, 1);
    // Not all: else whoever has an account could guess at others without end
    await this.#addresses.takeBack(address);
    await this.#accounts.delete(email);
  }
}
