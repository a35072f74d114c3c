import type { HttpsProxyAgent } from 'https-proxy-agent';

/**
 * Connections that go through an HTTP proxy by CONNECT, which a websocket needs without TLS too.
 * Only who has a proxy loads what it takes.
 */
export const tunnelThrough = async (proxy: string): Promise<HttpsProxyAgent<string>> => {
  const { HttpsProxyAgent: Agent } = await import('https-proxy-agent');
  return new Agent(proxy);
};

/** What a proxy answered to CONNECT. */
export interface ProxyAnswer {
  statusCode: number;
}
