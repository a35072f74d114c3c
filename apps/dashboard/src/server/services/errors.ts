import type { ProblemDetail } from '@nanoedge/protocol';
import {
  accessRefusals,
  notFoundRemedy,
  notFoundWords,
  type RefusalWords,
  staleRefusals,
} from '@nanoedge/words';

/** Whose fault it is, in one word; the transports map it to their codes in one place. */
export type ProblemKind =
  | 'bad-input'
  | 'conflict'
  | 'not-found'
  | 'forbidden'
  | 'signed-out'
  | 'too-large'
  | 'too-many'
  | 'insufficient-storage';

/**
 * A refusal with a message that is meant for the person who asked. Anything else that is thrown is
 * ours to fix.
 */
export class Refusal extends Error {
  readonly kind: ProblemKind;
  readonly detail: ProblemDetail;
  constructor(kind: ProblemKind, field: string | null, { message, remedy }: RefusalWords) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
    this.detail = { field, message, remedy: remedy ?? null };
  }
}

/** The request says something that cannot be. */
export class BadInput extends Refusal {
  constructor(field: string, words: RefusalWords) {
    super('bad-input', field, words);
    this.name = 'BadInput';
  }
}

/** The request is fine by itself, but not beside what is there already. */
export class Conflict extends Refusal {
  constructor(field: string, words: RefusalWords) {
    super('conflict', field, words);
    this.name = 'Conflict';
  }
}

/** A field in which two saves do not agree; the path has dots. */
export interface StaleField {
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** Both versions of what a save would have undone; `by` and `at` are of the newest change. */
export interface StaleVersions {
  version: number;
  by: string | null;
  at: number | null;
  fields: StaleField[];
}

/** The save was made from an older version, and what changed since is not as it wants it. */
export class StaleSave extends Refusal {
  readonly versions: StaleVersions;
  constructor(versions: StaleVersions) {
    const fields = versions.fields.map(({ field }) => field);
    super('conflict', fields[0] ?? null, staleRefusals.changedMeanwhile(fields, versions.by));
    this.name = 'StaleSave';
    this.versions = versions;
  }
}

export class NotFound extends Refusal {
  constructor(what: keyof typeof notFoundWords, id: string) {
    super('not-found', null, { message: notFoundWords[what](id), remedy: notFoundRemedy });
    this.name = 'NotFound';
  }
}

export class Forbidden extends Refusal {
  constructor(words: RefusalWords) {
    super('forbidden', null, words);
    this.name = 'Forbidden';
  }
}

export class SignedOut extends Refusal {
  constructor() {
    super('signed-out', null, accessRefusals.signedOut);
    this.name = 'SignedOut';
  }
}

/** Somebody asks too often; they may again after `waitSeconds`. */
export class TooMany extends Refusal {
  readonly waitSeconds: number;
  constructor(words: RefusalWords, waitSeconds: number) {
    super('too-many', null, words);
    this.name = 'TooMany';
    this.waitSeconds = waitSeconds;
  }
}

/** Our own code or the database did not keep what it promises; nobody who asks can mend it. */
export class PromiseBroken extends Error {
  override readonly name = 'PromiseBroken';
}
