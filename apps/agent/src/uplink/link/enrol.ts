import { readFileSync, rmSync } from 'node:fs';
import { EnrolAnswer, parseJson, type EnrolRequest } from '@nanoedge/protocol';
import { linkFailures } from '@nanoedge/words';
import { DashboardUnreachable, LinkRefused } from '../../errors.ts';
import type { Identity } from '../../store/identity.ts';
import { bodyText, callDashboard } from './http.ts';

export interface Enrolment {
  dashboardUrl: string;
  proxy?: string | null;
  name: string;
  joinKeyFile: string | null;
}

const readJoinKey = (file: string | null): string => {
  if (file === null) throw new LinkRefused(linkFailures.noKeyFile);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new LinkRefused(linkFailures.unreadableKeyFile(file));
  }
};

/**
 * Trades the one-time join key for a place in the site, then deletes the key. Throws LinkRefused or
 * DashboardUnreachable.
 */
export const enrol = async (
  identity: Identity,
  enrolment: Enrolment,
  signal: AbortSignal,
): Promise<void> => {
  const joinKey = readJoinKey(enrolment.joinKeyFile);
  const request: EnrolRequest = { joinKey, name: enrolment.name, publicKey: identity.publicKey };
  const response = await callDashboard({
    method: 'POST',
    url: new URL('/api/agents/enrol', enrolment.dashboardUrl),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
    proxy: enrolment.proxy ?? null,
  });
  const status = response.statusCode ?? 0;
  const text = await bodyText(response, 64 * 1024);
  if (status >= 500) throw new DashboardUnreachable(linkFailures.notEnrolled(status));
  if (status < 200 || status >= 300)
    throw new LinkRefused(linkFailures.enrolmentRefused(status, text.slice(0, 200)));
  identity.join(parseJson(EnrolAnswer, text, 'enrolment'));
  if (enrolment.joinKeyFile !== null) rmSync(enrolment.joinKeyFile, { force: true });
};
