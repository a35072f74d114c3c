import { clientProblems } from '@nanoedge/words';

/** What a program that speaks to a dashboard can tell its user, in one sentence. */
export class ClientError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Nothing answers at the address. */
export class Unreachable extends ClientError {
  constructor(url: string, cause: string) {
    super(clientProblems.unreachable(url, cause));
  }
}

export class SignInRefused extends ClientError {
  constructor(who: { url: string; email: string }, reason: string) {
    super(clientProblems.signInRefused(who.email, who.url, reason));
  }
}

/** What was asked is refused, in the dashboard's own words. `field` is the input's, with dots. */
export class Refused extends ClientError {
  readonly field: string | null;
  constructor(problem: { message: string; remedy?: string | null; field?: string | null }) {
    super(clientProblems.refused(problem.message, problem.remedy ?? null));
    this.field = problem.field ?? null;
  }
}

/** The answer is not what this program knows; `what` was asked. */
export class StrangeAnswer extends ClientError {
  constructor(what: string, detail: string) {
    super(clientProblems.strangeAnswer(what, detail));
  }
}
