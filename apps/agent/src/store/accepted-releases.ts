import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Capabilities, DeploymentSpec, parseJson, type DeploymentId } from '@nanoedge/protocol';
import * as z from 'zod/mini';

/** What was accepted last of a deployment, and when the newest override that it got was made. */
const Accepted = z.object({
  spec: DeploymentSpec,
  capabilities: z.nullable(Capabilities),
  overrideAt: z.int(),
});
export type Accepted = z.infer<typeof Accepted>;

/**
 * What must survive a restart, and a removal, of which releases were accepted: else who can write
 * the dashboard's tables could bring back what was mended since.
 */
export class AcceptedReleases {
  readonly #newest: StatementSync;
  readonly #raise: StatementSync;
  readonly #get: StatementSync;
  readonly #put: StatementSync;

  constructor(database: DatabaseSync) {
    this.#newest = database.prepare('SELECT sequence FROM newest_releases WHERE nanoservice = ?');
    this.#raise = database.prepare(
      `INSERT INTO newest_releases (nanoservice, sequence) VALUES (?, ?)
       ON CONFLICT (nanoservice) DO UPDATE SET sequence = max(sequence, excluded.sequence)`,
    );
    this.#get = database.prepare('SELECT document FROM accepted WHERE deployment = ?');
    this.#put = database.prepare(
      `INSERT INTO accepted (deployment, document) VALUES (?, ?)
       ON CONFLICT (deployment) DO UPDATE SET document = excluded.document
       WHERE document <> excluded.document`,
    );
  }

  /** The sequence of the newest release of a nanoservice that was accepted; 0 when none was. */
  newest(nanoservice: string): number {
    const sequence = this.#newest.get(nanoservice)?.['sequence'];
    return typeof sequence === 'number' ? sequence : 0;
  }

  raise(nanoservice: string, sequence: number): void {
    if (sequence > this.newest(nanoservice)) this.#raise.run(nanoservice, sequence);
  }

  get(deployment: DeploymentId): Accepted | null {
    const text = this.#get.get(deployment)?.['document'];
    return typeof text === 'string' ? parseJson(Accepted, text, 'accepted deployment') : null;
  }

  put(accepted: Accepted): void {
    this.#put.run(accepted.spec.id, JSON.stringify(accepted));
  }
}
