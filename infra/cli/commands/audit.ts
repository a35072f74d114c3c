import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { ChainLine, ChainPlace, type ChainVerdict, ChainWalk } from '@nanoedge/client/audit-chain';
import { auditLines, siteProblems } from '@nanoedge/words';
import * as z from 'zod/mini';
import { type Dashboard, openDashboard } from '../api/dashboard.ts';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { type Home, openHome, writePrivate } from '../home.ts';

/** The newest place seen of each dashboard's chain, by its address. */
const Seen = z.record(z.string(), ChainPlace);
const seenFile = (home: Home): string => join(home.folder, 'audit-seen.json');

const readSeen = (home: Home): z.infer<typeof Seen> => {
  try {
    return Seen.parse(JSON.parse(readFileSync(seenFile(home), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new UserError(auditLines.unreadableSeen(seenFile(home)));
  }
};

/** `SEQ:HASH`, as a verification prints it. */
const placeOf = (text: string): ChainPlace => {
  const found = /^(\d{1,15}):([\da-f]{64})$/.exec(text);
  if (found === null) throw new UserError(auditLines.noPlace(text));
  return { seq: Number(found[1]), hash: found[2] ?? '' };
};

const lineOf = (text: string): ChainLine => {
  try {
    return ChainLine.parse(JSON.parse(text));
  } catch {
    throw new UserError(auditLines.cutShort);
  }
};

const walk = async (dashboard: Dashboard, known: readonly ChainPlace[]): Promise<ChainVerdict> => {
  const answer = await dashboard.download('/api/audit/chain');
  if (answer.body === null) throw new UserError(siteProblems.nothingSent);
  const chain = new ChainWalk(known);
  for await (const text of createInterface({ input: Readable.fromWeb(answer.body) })) {
    const line = lineOf(text);
    if ('head' in line) return chain.verdict(line.head);
    chain.take(line.row);
  }
  throw new UserError(auditLines.cutShort);
};

const sentenceOf = (verdict: ChainVerdict): string => {
  const { rows, first, head, fault } = verdict;
  if (fault === null)
    return head === null || first === null
      ? auditLines.empty
      : auditLines.whole({ rows, first, head: `${String(head.seq)}:${head.hash}` });
  if (fault.kind === 'cut') return auditLines.cut(fault.seq, fault.until);
  if (fault.kind === 'other') return auditLines.other(fault.seq);
  const { id, seq, at, actorName, summary } = fault.row;
  const when = new Date(Number(at) / 1_000).toISOString();
  return auditLines[fault.kind](`${String(seq ?? '–')} (id ${String(id)}, ${when})`, {
    actorName,
    summary,
  });
};

/**
 * Walks the whole audit trail and checks it here, whatever the dashboard says of it. Exit code 0 when
 * it is whole, 1 when something was changed, removed or inserted. Where it ended is remembered, so
 * that the next time knows when its end was cut off.
 */
export const verifyAudit = async (
  env: CliEnv,
  options: { json?: boolean; head?: string[] },
): Promise<number> => {
  const home = openHome(env.home);
  const dashboard = openDashboard(env, home);
  const { url } = dashboard.session;
  const seen = readSeen(home);
  const before = seen[url];
  const given = (options.head ?? []).map(placeOf);
  const verdict = await walk(dashboard, [...(before === undefined ? [] : [before]), ...given]);
  if (verdict.fault === null && verdict.head !== null)
    writePrivate(seenFile(home), `${JSON.stringify({ ...seen, [url]: verdict.head }, null, 2)}\n`);
  process.stdout.write(
    options.json === true ? `${JSON.stringify(verdict, null, 2)}\n` : `${sentenceOf(verdict)}\n`,
  );
  return verdict.fault === null ? 0 : 1;
};
