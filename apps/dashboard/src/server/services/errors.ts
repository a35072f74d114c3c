/**
 * What a person can act on: the field that is wrong (path with dots, null: the whole request) and
 * what to do.
 */
export interface ProblemDetail {
  field: string | null;
  message: string;
  remedy: string | null;
}

/** Whose fault it is, in one word; the transports map it to their codes in one place. */
export type ProblemKind =
  | 'bad-input'
  | 'conflict'
  | 'not-found'
  | 'forbidden'
  | 'signed-out'
  | 'too-large'
  | 'insufficient-storage';

/**
 * A refusal with a message that is meant for the person who asked. Anything else that is thrown is
 * ours to fix.
 */
export class Refusal extends Error {
  readonly kind: ProblemKind;
  readonly detail: ProblemDetail;
  constructor(kind: ProblemKind, detail: { message: string; field?: string; remedy?: string }) {
    super(detail.message);
    this.name = 'Refusal';
    this.kind = kind;
    this.detail = {
      field: detail.field ?? null,
      message: detail.message,
      remedy: detail.remedy ?? null,
    };
  }
}

/** The request says something that cannot be. */
export class BadInput extends Refusal {
  constructor(field: string, message: string, remedy?: string) {
    super('bad-input', remedy === undefined ? { field, message } : { field, message, remedy });
    this.name = 'BadInput';
  }
}

/** The request is fine by itself, but not beside what is there already. */
export class Conflict extends Refusal {
  constructor(field: string, message: string, remedy?: string) {
    super('conflict', remedy === undefined ? { field, message } : { field, message, remedy });
    this.name = 'Conflict';
  }
}

export class NotFound extends Refusal {
  constructor(what: string, id: string) {
    super('not-found', {
      message: `There is no ${what} “${id}”.`,
      remedy: 'It may have been removed; reload the list.',
    });
    this.name = 'NotFound';
  }
}

export class Forbidden extends Refusal {
  constructor(message: string) {
    super('forbidden', { message, remedy: 'Ask an administrator.' });
    this.name = 'Forbidden';
  }
}

export class SignedOut extends Refusal {
  constructor() {
    super('signed-out', { message: 'You are not signed in.', remedy: 'Sign in and try again.' });
    this.name = 'SignedOut';
  }
}

/** Our own code or the database did not keep what it promises; nobody who asks can mend it. */
export class PromiseBroken extends Error {
  override readonly name = 'PromiseBroken';
}
