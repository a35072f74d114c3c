import type { Diagnostic } from '@nanoedge/protocol';

/**
 * A request that a server answers with an error code; the caller is told `message` and, when it is
 * not empty, `field`.
 */
export class RequestProblem extends Error {
  readonly code: string;
  readonly field: string;
  constructor(code: string, message: string, field = '') {
    super(message);
    this.code = code;
    this.field = field;
  }

  diagnostic(): Diagnostic {
    const { message: error, field } = this;
    return field === '' ? { error } : { error, field };
  }
}

/** 4.00: the caller sent something that does not make sense. */
export class BadRequest extends RequestProblem {
  constructor(message: string, field?: string) {
    super('4.00', message, field);
  }
}

/** 4.03: the caller may not have this. */
export class AccessDenied extends RequestProblem {
  constructor(message: string) {
    super('4.03', message);
  }
}

/** 4.04: the caller named something that is not here. */
export class NoSuchResource extends RequestProblem {
  constructor(message: string) {
    super('4.04', message);
  }
}

/** 4.05: what the caller named does not do this. */
export class MethodNotAllowed extends RequestProblem {
  constructor(message: string) {
    super('4.05', message);
  }
}

/** 4.29: the caller asks too often, and may ask again later (RFC 8516). */
export class TooManyRequests extends RequestProblem {
  constructor(message: string) {
    super('4.29', message);
  }
}

/** 4.09: the caller's state is older than ours (RFC 8132 §2.4). */
export class StaleState extends RequestProblem {
  constructor(message: string) {
    super('4.09', message);
  }
}
