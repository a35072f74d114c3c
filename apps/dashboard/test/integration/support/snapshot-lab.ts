import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type DeploymentSpec, parse, SiteId, SnapshotId } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { snapshots } from '../../../src/server/db/schema/index.ts';
import type { Actor } from '../../../src/server/services/actor.ts';
import { connectAgent, deviceHeaders, type TestAgent } from './agent.ts';
import { type RunningDashboard, runDashboard } from './dashboard.ts';
import { type MadeSnapshot, makeSnapshot, type Tampering } from './snapshot-files.ts';

export const site = parse(SiteId, 'demo', 'site');
export const actor: Actor = {
  user: 'admin',
  name: 'Admin',
  role: 'admin',
  site: null,
  person: null,
};
export const idOf = (id: string): SnapshotId => parse(SnapshotId, id, 'id');

const Problem = z.object({
  problem: z.object({
    field: z.nullable(z.string()),
    message: z.string(),
    remedy: z.nullable(z.string()),
  }),
});
export const problemOf = async (response: Response): Promise<string> =>
  parse(Problem, await response.json(), 'problem').problem.message;

export const flip = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

export const deploymentOf = (agent: TestAgent): DeploymentSpec => {
  const [first] = agent.hello.desired.deployments;
  if (first === undefined) throw new Error(`${agent.device} has no deployment`);
  return first;
};

interface Wanted {
  id: string;
  digest: string;
  bytes?: Buffer;
  signedDigest?: string;
}
export interface SnapshotLab {
  dashboard: RunningDashboard;
  admin: string;
  alice: string;
  entrance: TestAgent;
  closet: TestAgent;
  /** Where the dashboard keeps the files. */
  folder: string;
  files: () => Promise<string[]>;
  /** A snapshot of the first deployment of the entrance. */
  take: (id: string, more?: { takenAt?: number; tampering?: Tampering }) => Promise<MadeSnapshot>;
  /** Signed by the agent, over `signedDigest` where that is another one. */
  call: (method: 'GET' | 'PUT', agent: TestAgent, wanted: Wanted) => Promise<Response>;
  put: (made: MadeSnapshot, agent?: TestAgent) => Promise<Response>;
  upload: (bytes: Buffer, query?: string) => Promise<Response>;
  forget: () => Promise<void>;
  close: () => Promise<void>;
}

/** A dashboard with two devices that can bring snapshots. */
export const openSnapshotLab = async (): Promise<SnapshotLab> => {
  const dashboard = await runDashboard();
  const folder = path.join(dashboard.home, 'snapshots');
  const admin = await dashboard.signIn('admin');
  const entrance = await connectAgent(dashboard.url, 'entrance');
  const closet = await connectAgent(dashboard.url, 'closet');
  const files = async (): Promise<string[]> => {
    const found = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
    return found.filter((one) => one.isFile()).map((one) => one.name);
  };
  const call: SnapshotLab['call'] = (
    method,
    agent,
    { id, digest, bytes, signedDigest = digest },
  ) => {
    const url = `${dashboard.url}/api/agents/snapshots/${id}`;
    const said = bytes === undefined ? {} : { digest: signedDigest };
    return fetch(url, {
      method,
      headers: {
        ...deviceHeaders(agent, { method, url, ...said }),
        ...(bytes === undefined ? {} : { 'x-nanoedge-digest': digest }),
      },
      ...(bytes === undefined ? {} : { body: Buffer.from(bytes) }),
    });
  };
  return {
    dashboard,
    admin,
    alice: await dashboard.signIn('alice'),
    entrance,
    closet,
    folder,
    files,
    take: (id, { takenAt, tampering } = {}) => {
      const of = { id, device: entrance.device, deployment: deploymentOf(entrance) };
      return makeSnapshot(takenAt === undefined ? of : { ...of, takenAt }, tampering);
    },
    call,
    put: (made, agent = entrance) => call('PUT', agent, made),
    upload: (bytes, query = '?site=demo') =>
      fetch(`${dashboard.url}/api/snapshots${query}`, {
        method: 'POST',
        headers: { cookie: admin },
        body: Buffer.from(bytes),
      }),
    forget: async () => {
      await dashboard.deps.db.delete(snapshots);
      for (const file of await files()) await rm(path.join(folder, file), { force: true });
    },
    close: async () => {
      entrance.socket.disconnect();
      closet.socket.disconnect();
      await dashboard.stop();
    },
  };
};
