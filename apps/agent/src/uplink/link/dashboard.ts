import type { IncomingMessage } from 'node:http';
import type { Clock } from '@nanoedge/base';
import { signedHeaders } from '@nanoedge/link';
import { linkFailures } from '@nanoedge/words';
import { LinkRefused } from '../../errors.ts';
import type { Identity } from '../../store/identity.ts';
import { callDashboard, type HttpCall } from './http.ts';

/** What an agent needs to speak to its dashboard, and nobody else. */
export interface DashboardAccess {
  device: string;
  identity: Pick<Identity, 'sign' | 'dashboard' | 'site'>;
  /** Where the dashboard is, if not where it was when the device enrolled. */
  dashboardUrl?: string | null;
  /** The HTTP proxy on the way to an address, null: none. */
  proxyTo?: (url: string) => string | null;
  clock: Clock;
}

/** How the dashboard is reached, and by what it is known. */
export interface DashboardWay {
  url: string;
  proxy: string | null;
  /** The certificate (PEM) of the authority that vouches for it; null: those of the machine. */
  ca: string | null;
  /** Its own key. */
  key: string;
}

/** Throws LinkRefused where this device does not know by what its dashboard is known. */
export const wayTo = ({ identity, dashboardUrl, proxyTo }: DashboardAccess): DashboardWay => {
  const known = identity.dashboard;
  if (known === null) throw new LinkRefused(linkFailures.knowsNoDashboard);
  const url = dashboardUrl ?? known.url;
  return { url, proxy: proxyTo?.(url) ?? null, ca: known.ca, key: known.key };
};

interface SignedCall extends Pick<HttpCall, 'method' | 'body' | 'signal' | 'silenceMs'> {
  path: string;
  headers?: Record<string, string>;
  /** Digest of the body, where there is one. */
  digest?: string;
}

/** A request that this device signs. Throws as `callDashboard`, and LinkRefused. */
export const askDashboard = async (
  access: DashboardAccess,
  { path, headers, digest, ...call }: SignedCall,
): Promise<IncomingMessage> => {
  const way = wayTo(access);
  const { device, identity, clock } = access;
  const url = new URL(path, way.url);
  const at = clock.now();
  const said = {
    device,
    method: call.method,
    url,
    at,
    ...(digest === undefined ? {} : { digest }),
  };
  const signed = signedHeaders(said, (text) => identity.sign(text));
  return callDashboard({
    ...call,
    url,
    proxy: way.proxy,
    ca: way.ca,
    headers: { ...headers, ...signed },
  });
};
