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
    super(`The dashboard at ${url} cannot be reached (${cause}).`);
  }
}

export class SignInRefused extends ClientError {
  constructor(who: { url: string; email: string }, reason: string) {
    super(`${who.email} cannot sign in at ${who.url}: ${reason}`);
  }
}

/** What was asked is refused, in the dashboard's own words. `field` is the input's, with dots. */
export class Refused extends ClientError {
  readonly field: string | null;
  constructor(problem: { message: string; remedy?: string | null; field?: string | null }) {
    super(
      problem.remedy === null || problem.remedy === undefined
        ? problem.message
        : `${problem.message} ${problem.remedy}`,
    );
    this.field = problem.field ?? null;
  }
}

/** The answer is not what this program knows; `what` was asked. */
export class StrangeAnswer extends ClientError {
  constructor(what: string, detail: string) {
    super(
      `The dashboard's answer to ${what} makes no sense here (${detail}); is it another version?`,
    );
  }
}
