import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { digestOf } from '@nanoedge/archive';
import { proxyFor } from '@nanoedge/base';
import {
  enrolRequest,
  isFromDashboard,
  readJoinToken,
  releaseKeyIn,
  verifierOf,
} from '@nanoedge/link';
import { EnrolAnswer, InvalidMessage, type JoinToken, parseJson } from '@nanoedge/protocol';
import { linkFailures } from '@nanoedge/words';
import { DashboardUnreachable, LinkRefused } from '../../errors.ts';
import type { AgentEnv } from '../../env.ts';
import type { Identity } from '../../store/identity.ts';
import { bodyText, callDashboard } from './http.ts';

export interface Enrolment {
  /** Where the dashboard is, if not where the token says. */
  dashboardUrl: string | null;
  proxyTo?: (url: string) => string | null;
  name: string;
  joinKeyFile: string | null;
}

/** How a device enrols, by its settings. */
export const enrolmentOf = (
  env: Pick<AgentEnv, 'dashboardUrl' | 'proxies' | 'name' | 'joinKeyFile'>,
): Enrolment => ({
  dashboardUrl: env.dashboardUrl,
  proxyTo: (url) => proxyFor(url, env.proxies),
  name: env.name,
  joinKeyFile: env.joinKeyFile,
});

const readToken = (file: string | null): JoinToken => {
  if (file === null) throw new LinkRefused(linkFailures.noKeyFile);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new LinkRefused(linkFailures.unreadableKeyFile(file));
  }
  try {
    return readJoinToken(text);
  } catch (error) {
    if (!(error instanceof InvalidMessage)) throw error;
    throw new LinkRefused(linkFailures.badToken(file, error.message), { cause: error });
  }
};

interface Call {
  url: string;
  proxy: string | null;
  signal: AbortSignal;
}

const certificateIn = (pem: string): X509Certificate | null => {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
};

/**
 * The authority that vouches for the dashboard's address: whoever answers may say it, only the one
 * of the token is believed.
 */
const fetchAuthority = async ({ url, proxy, signal }: Call, digest: string): Promise<string> => {
  const response = await callDashboard({
    method: 'GET',
    url: new URL('/api/agents/authority', url),
    headers: {},
    signal,
    proxy,
    ca: 'any',
  });
  const pem = await bodyText(response, 16 * 1024);
  const found = certificateIn(pem);
  if (found === null) throw new DashboardUnreachable(linkFailures.noAuthority);
  if (digestOf(found.raw) !== digest) throw new LinkRefused(linkFailures.otherAuthority);
  return found.toString();
};

/** Whether somebody has put a join token where this device looks for one. */
export const isAskedToEnrol = (joinKeyFile: string | null): boolean =>
  joinKeyFile !== null && existsSync(joinKeyFile);

/**
 * Trades the one-time join token for a place in the site, or anew for the place that the device has,
 * then deletes it. Only the dashboard whose key the token names is believed. Throws LinkRefused or
 * DashboardUnreachable.
 */
export const enrol = async (
  identity: Identity,
  enrolment: Enrolment,
  signal: AbortSignal,
): Promise<void> => {
  const { name, joinKeyFile } = enrolment;
  const token = readToken(joinKeyFile);
  const url = enrolment.dashboardUrl ?? token.dashboardUrl;
  const proxy = enrolment.proxyTo?.(url) ?? null;
  const { publicKey } = identity;
  const request = enrolRequest({ joinKey: token.joinKey, name, publicKey }, (text) =>
    identity.sign(text),
  );
  const overTls = new URL(url).protocol === 'https:';
  const ca =
    token.ca === null || !overTls ? null : await fetchAuthority({ url, proxy, signal }, token.ca);
  const response = await callDashboard({
    method: 'POST',
    url: new URL('/api/agents/enrol', url),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
    proxy,
    ca,
  });
  const status = response.statusCode ?? 0;
  const text = await bodyText(response, 64 * 1024);
  if (status >= 500) throw new DashboardUnreachable(linkFailures.notEnrolled(status));
  if (status < 200 || status >= 300)
    throw new LinkRefused(linkFailures.enrolmentRefused(status, text.slice(0, 200)));
  const answer = parseJson(EnrolAnswer, text, 'enrolment');
  const verifies = verifierOf(token.dashboardKey);
  if (!isFromDashboard(answer, request, verifies))
    throw new LinkRefused(linkFailures.otherDashboard);
  const { device, site } = answer;
  if (identity.membership !== null && identity.membership.device !== device)
    throw new LinkRefused(linkFailures.otherPlace(device));
  const releaseKey = releaseKeyIn(answer, request, verifies);
  identity.join({ device, site, dashboard: { url, key: token.dashboardKey, ca, releaseKey } });
  if (joinKeyFile !== null) rmSync(joinKeyFile, { force: true });
};
