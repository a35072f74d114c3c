import type { ProblemDetail } from '@nanoedge/protocol';
import { requestWords } from '@nanoedge/words';
import { z } from 'zod';
import { problemOfBody } from '@/browser/api/problem.ts';

const SeenLink = z.object({
  state: z.enum(['open', 'used', 'withdrawn', 'expired']),
  kind: z.enum(['invitation', 'reset']),
  name: z.string(),
  email: z.string(),
  role: z.enum(['viewer', 'organiser', 'admin']),
  by: z.string(),
  until: z.number(),
});
/** What the dashboard says of a link. */
export type SeenLink = z.infer<typeof SeenLink>;

const Accepted = z.object({ email: z.string() });

/** The dashboard said no; `isUnknown`: there is no such link. */
export class AccountLinkRefused extends Error {
  readonly problem: ProblemDetail;
  readonly isUnknown: boolean;
  constructor(problem: ProblemDetail, isUnknown: boolean) {
    super(problem.message);
    this.name = 'AccountLinkRefused';
    this.problem = problem;
    this.isUnknown = isUnknown;
  }
}

const noAnswer: ProblemDetail = { field: null, ...requestWords.noAnswer };
const broke: ProblemDetail = { field: null, ...requestWords.broke };

/** The token goes in the body, never in an address. Throws AccountLinkRefused. */
const ask = async (what: 'open' | 'accept', body: object): Promise<unknown> => {
  const answer = await fetch(`/api/account-links/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new AccountLinkRefused(noAnswer, false);
  });
  // An answer that is no JSON is a proxy's
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok) return said;
  throw new AccountLinkRefused(problemOfBody(said) ?? broke, answer.status === 404);
};

export const askLink = async (token: string): Promise<SeenLink> =>
  SeenLink.parse(await ask('open', { token }));

/** Gives the e-mail with which to sign in. */
export const acceptWith = async (token: string, password: string): Promise<string> =>
  Accepted.parse(await ask('accept', { token, password })).email;
