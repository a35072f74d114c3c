import type { SiteId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { eq, type SQL } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Db } from '../db/client.ts';
import { people, user } from '../db/schema/index.ts';
import { nobody, record } from '../services/audit.ts';
import type { SignInTry } from './sign-in-limit.ts';

interface Account {
  id: string;
  name: string;
  /** Of the person that they are, if they are one. */
  site: SiteId | null;
}

/**
 * Writes who signs in and out, and who may not. Never throws: that somebody may or may not sign in
 * does not depend on it.
 */
export class AccessRecorder {
  readonly #db: Db;
  readonly #log: Logger;

  constructor({ db, log }: { db: Db; log: Logger }) {
    this.#db = db;
    this.#log = log;
  }

  signedIn(id: string, address: string): Promise<void> {
    return this.#carefully(async () => {
      await this.#ofAccount(await this.#find(eq(user.id, id)), 'sign-in', address);
    });
  }

  signedOut(id: string, address: string): Promise<void> {
    return this.#carefully(async () => {
      await this.#ofAccount(await this.#find(eq(user.id, id)), 'sign-out', address);
    });
  }

  /** Whoever tried is not known: the row is of the account, and by nobody. */
  wrongPassword({ email, address }: SignInTry): Promise<void> {
    const { wrongPassword, unknownAccount } = auditSentences.access;
    return this.#carefully(async () => {
      const account = await this.#find(eq(user.email, email));
      const summary = account === null ? unknownAccount : wrongPassword(account.name);
      await this.#byNobody(account, address, { action: 'wrong-password', summary });
    });
  }

  attacked(what: 'account' | 'address', { email, address }: SignInTry): Promise<void> {
    const { attackedAccount, attackedUnknown, attackFrom } = auditSentences.access;
    return this.#carefully(async () => {
      const account = what === 'address' ? null : await this.#find(eq(user.email, email));
      const ofAccount = account === null ? attackedUnknown : attackedAccount(account.name);
      const summary = what === 'address' ? attackFrom(address) : ofAccount;
      this.#log.warn({ account: account?.id ?? null, address }, 'passwords are being guessed');
      await this.#byNobody(account, address, { action: 'attack', summary });
    });
  }

  async #find(where: SQL): Promise<Account | null> {
    const [found] = await this.#db
      .select({ id: user.id, name: user.name, site: people.site })
      .from(user)
      .leftJoin(people, eq(people.id, user.person))
      .where(where)
      .limit(1);
    return found ?? null;
  }

  async #ofAccount(
    account: Account | null,
    action: 'sign-in' | 'sign-out',
    address: string,
  ): Promise<void> {
    if (account === null) return;
    const { signedIn, signedOut } = auditSentences.access;
    await record(
      this.#db,
      { user: account.id, name: account.name, address },
      {
        site: account.site,
        action,
        entity: 'access',
        subject: account.id,
        summary: action === 'sign-in' ? signedIn : signedOut,
      },
    );
  }

  async #byNobody(
    account: Account | null,
    address: string,
    what: { action: 'wrong-password' | 'attack'; summary: string },
  ): Promise<void> {
    await record(
      this.#db,
      { ...nobody, address },
      {
        site: account?.site ?? null,
        entity: 'access',
        subject: account?.id ?? 'unknown',
        ...what,
      },
    );
  }

  async #carefully(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#log.error({ err: error }, 'could not write down who signs in');
    }
  }
}
