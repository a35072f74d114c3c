import { Readable } from 'node:stream';
import { parse, SiteId } from '@nanoedge/protocol';
import { Hono, type MiddlewareHandler } from 'hono';
import { exportAudit } from '../services/activity/csv.ts';
import { readChain } from '../services/activity/read-chain.ts';
import type { ChainLine } from '@nanoedge/client/audit-chain';
import type { Deps } from '../services/deps.ts';
import { answerBytes } from './answer.ts';
import type { HttpEnv } from './context.ts';

const asLines = async function* (lines: AsyncIterable<ChainLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
};

export const auditRoutes = (deps: Deps, signedIn: MiddlewareHandler<HttpEnv>): Hono<HttpEnv> =>
  new Hono<HttpEnv>()
    /** `?site=<site>`: of that site and of none; without it: all. */
    .get('/trail.csv', signedIn, async (c) => {
      const wanted = c.req.query('site');
      const site = wanted === undefined ? null : parse(SiteId, wanted, 'site');
      const csv = await exportAudit(deps, c.get('actor'), { site });
      const headers = {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': 'attachment; filename="audit-trail.csv"',
        'cache-control': 'no-store',
      };
      return answerBytes(c, { headers }, csv);
    })
    /** A ChainLine per line: enough to verify the chain without believing the dashboard. */
    .get('/chain', signedIn, (c) => {
      const lines = readChain(deps, c.get('actor'));
      const headers = { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' };
      return answerBytes(c, { headers }, Readable.from(asLines(lines)));
    });
