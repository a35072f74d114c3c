import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  formatBytes,
  reasonWord,
  siteProblems,
  snapshotLines,
  sortableTime,
  type WallClock,
} from '@nanoedge/words';
import { clockOf, type Dashboard, fileBody, openDashboard, siteOf } from '../api/dashboard.ts';
import { findById } from '../api/find.ts';
import { SnapshotRow } from '../api/views.ts';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';

const listOf = async (dashboard: Dashboard) => {
  const site = await siteOf(dashboard);
  return dashboard.ask((api) => api.snapshots.list.query({ site }));
};

const line = (row: SnapshotRow, clock: WallClock): string =>
  [
    row.id,
    sortableTime(row.takenAt, clock),
    row.name.padEnd(28),
    row.deviceName.padEnd(14),
    row.version.padEnd(10),
    reasonWord[row.reason].padEnd(16),
    snapshotLines.files(row.files).padStart(9),
    formatBytes(row.bytes).padStart(9),
    row.reclaimable ? snapshotLines.reclaimable : '',
  ]
    .join('  ')
    .trimEnd();

export const printSnapshots = async (env: CliEnv, options: { json?: boolean }): Promise<void> => {
  const dashboard = openDashboard(env);
  const list = await listOf(dashboard);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
    return;
  }
  const { snapshots, retention, totalBytes: bytes, reclaimableBytes: reclaimable } = list;
  const all = snapshotLines.all(snapshots.length, { bytes, reclaimable, ...retention });
  const clock = await clockOf(dashboard);
  const lines = snapshots.map((row) => line(row, clock));
  process.stdout.write(`${[...lines, all].join('\n')}\n`);
};

/** RFC 6266, as the dashboard writes it. */
const fileName = (answer: Response): string | null => {
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  return name === undefined ? null : basename(name);
};

/**
 * Downloads a snapshot to a file (`-`: standard output). The file appears only when its digest is
 * right.
 */
export const saveSnapshot = async (
  env: CliEnv,
  text: string,
  file: string | undefined,
): Promise<void> => {
  const dashboard = openDashboard(env);
  const row = findById((await listOf(dashboard)).snapshots, text, 'snapshot');
  const answer = await dashboard.download(`/api/snapshots/${encodeURIComponent(row.id)}`);
  if (answer.body === null) throw new UserError(siteProblems.nothingSent);
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const target = file ?? fileName(answer) ?? `${row.id}.tar.zst`;
  if (target !== '-' && existsSync(target)) throw new UserError(siteProblems.fileThere(target));
  const out = target === '-' ? process.stdout : createWriteStream(`${target}.part`);
  await pipeline(Readable.fromWeb(answer.body), check, out, { end: target !== '-' });
  if (`sha256:${hash.digest('hex')}` !== row.digest) {
    if (target !== '-') rmSync(`${target}.part`, { force: true });
    throw new UserError(siteProblems.otherBytes);
  }
  if (target === '-') return;
  renameSync(`${target}.part`, target);
  process.stdout.write(`${target}\n`);
};

/** Gives a downloaded snapshot to the dashboard, which checks every file in it. */
export const putSnapshot = async (
  env: CliEnv,
  file: string,
  options: { json?: boolean },
): Promise<void> => {
  if (!existsSync(file)) throw new UserError(siteProblems.noFile(file));
  const dashboard = openDashboard(env);
  const path = `/api/snapshots?site=${encodeURIComponent(await siteOf(dashboard))}`;
  const stored = await dashboard.upload(
    path,
    SnapshotRow,
    await fileBody(file, 'application/zstd'),
  );
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(stored, null, 2)}\n`
      : `${line(stored, await clockOf(dashboard))}\n`,
  );
};

export const deleteSnapshot = async (env: CliEnv, text: string): Promise<void> => {
  const dashboard = openDashboard(env);
  const row = findById((await listOf(dashboard)).snapshots, text, 'snapshot');
  await dashboard.ask((api) => api.snapshots.remove.mutate({ snapshot: row.id }));
  process.stdout.write(`${snapshotLines.deleted(row.id, row.name)}\n`);
};
