import { processProblems } from '@nanoedge/words';

/** Something the user can mend; printed as one line, exit code 1. */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UserError';
  }
}

/** A program that we ran ended badly; `tail` holds its last lines. */
export class CommandFailed extends Error {
  readonly code: number | null;
  readonly tail: string;
  constructor(program: string, code: number | null, tail: string) {
    super(processProblems.failed(program, code));
    this.name = 'CommandFailed';
    this.code = code;
    this.tail = tail;
  }
}

/** Something that was told to end, or to go, is still there. */
export class StillThere extends Error {
  override readonly name = 'StillThere';
}

/** A run that was followed has ended, and not as it was asked to. */
export class RunNotDone extends Error {
  override readonly name = 'RunNotDone';
}
