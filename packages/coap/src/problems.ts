import type { Diagnostic } from '@nanoedge/protocol';

/**
 * A request that a service answers with an error code; the caller is told `message` and `field`.
 */
export class RequestProblem extends Error {
  readonly code: string;
  readonly field: string | undefined;
  constructor(code: string, message: string, field?: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.field = field;
  }

  diagnostic(): Diagnostic {
    return this.field === undefined
      ? { error: this.message }
      : { error: this.message, field: this.field };
  }
}

/** 4.00: the caller sent something that does not make sense. */
export class BadRequest extends RequestProblem {
  constructor(message: string, field?: string) {
    super('4.00', message, field);
  }
}

/** 4.04: the caller named something that is not here. */
export class NotFound extends RequestProblem {
  constructor(message: string) {
    super('4.04', message);
  }
}

/** 4.09: the caller's state is older than ours (RFC 8132 §2.4). */
export class Conflict extends RequestProblem {
  constructor(message: string) {
    super('4.09', message);
  }
}

/** Nobody answered at `peer`; a later try may succeed. */
export class PeerUnreachable extends Error {
  readonly peer: string;
  constructor(peer: string, why: string) {
    super(`${peer}: ${why}`);
    this.name = 'PeerUnreachable';
    this.peer = peer;
  }
}

/**
 * `peer` answered with an error code. `temporary` when the same request may succeed later (5.xx).
 */
export class PeerRefused extends Error {
  readonly peer: string;
  readonly code: string;
  constructor(peer: string, code: string, diagnostic: string) {
    super(`${peer}: ${code} ${diagnostic}`);
    this.name = 'PeerRefused';
    this.peer = peer;
    this.code = code;
  }

  get temporary(): boolean {
    return this.code.startsWith('5.');
  }
}
