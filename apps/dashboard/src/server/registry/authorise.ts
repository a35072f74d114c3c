import { parseJson } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import type { RegistryCredentials } from '../services/registry-port.ts';
import { readChallenges, type AuthChallenge } from './challenge.ts';
import { askRegistry, documentOf, type RegistryNet } from './http.ts';

const Token = z.object({ token: z.optional(z.string()), access_token: z.optional(z.string()) });

/** Who asks, and whether the registry is one that is spoken to without TLS. */
export interface Asker {
  credentials: RegistryCredentials | null;
  isPlain: boolean;
  net: RegistryNet;
}

/** The header that answers a challenge; null: there is none; `refused`: of these credentials. */
export type Authorisation = { header: string } | 'refused' | null;

const basic = ({ username, password }: RegistryCredentials): string =>
  ['Basic', Buffer.from(`${username}:${password}`).toString('base64')].join(' ');

/** The token of the server that the registry names (distribution spec, "Token Authentication"). */
const tokenFor = async (
  { parameters }: AuthChallenge,
  { credentials, isPlain, net }: Asker,
): Promise<Authorisation> => {
  const realm = URL.parse(parameters.get('realm') ?? '');
  if (realm === null || (realm.protocol !== 'https:' && !(isPlain && realm.protocol === 'http:')))
    return null;
  for (const key of ['service', 'scope']) {
    const value = parameters.get(key);
    if (value !== undefined) realm.searchParams.set(key, value);
  }
  const authorization = credentials === null ? null : basic(credentials);
  const answer = await askRegistry(realm.href, { authorization, follow: 'nothing', net });
  const { status, ok } = answer.response;
  if (credentials !== null && (status === 401 || status === 403)) return 'refused';
  if (!ok) return null;
  const text = (await documentOf(answer)).toString('utf8');
  const { token, access_token } = parseJson(Token, text, 'token');
  const given = token ?? access_token;
  return given === undefined ? null : { header: ['Bearer', given].join(' ') };
};

/**
 * Answers what a registry asks for: a token, for which the credentials go to the server that gives
 * it, or the credentials themselves.
 */
export const authorise = async (header: string, asker: Asker): Promise<Authorisation> => {
  const challenges = readChallenges(header);
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer !== undefined) return tokenFor(bearer, asker);
  const takesBasic = challenges.some(({ scheme }) => scheme === 'basic');
  return takesBasic && asker.credentials !== null ? { header: basic(asker.credentials) } : null;
};
