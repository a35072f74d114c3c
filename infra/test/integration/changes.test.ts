import { statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeDashboard } from '@nanoedge/client/testing';
import {
  complaints,
  interruptedAt,
  nanoedge,
  newHome,
  type Outcome,
  removeHomes,
} from '../support/nanoedge.ts';

const run = {
  id: 'run-1',
  kind: 'remove',
  deviceName: 'Server closet',
  name: 'keys',
  version: null,
  fromVersion: '1.0.0',
  state: 'running',
  requestedAt: 1_000,
  finishedAt: null,
  steps: [],
  reason: null,
  exitCode: null,
  logLines: [],
  snapshot: null,
  waiting: null,
  undoable: false,
  deploymentMs: null,
  initiationMs: null,
  sentBytes: 0,
};
const storing = {
  step: 'storing',
  state: 'done',
  startedAt: 1_000,
  endedAt: 1_050,
  bytes: 1_800,
  totalBytes: 1_800,
  detail: null,
};
const matrix = {
  nanoservices: [],
  devices: [{ id: 'closet-a1b2c3', name: 'Server closet' }],
  deployments: [
    {
      id: 'keys-a1b2c3',
      name: 'keys',
      device: 'closet-a1b2c3',
      nanoservice: 'keys',
      release: { id: 'r1' },
      config: {},
      peers: [],
      version: 1,
    },
  ],
};

let dashboard: FakeDashboard;
let env: Record<string, string>;

beforeEach(async () => {
  dashboard = new FakeDashboard()
    .on('site.list', () => ({ data: [{ id: 'demo' }] }))
    .on('nanoservices.matrix', () => ({ data: matrix }))
    .on('deployments.remove', () => ({ data: run }))
    .on('runs.list', () => ({ data: [run] }));
  env = {
    NANOEDGE_HOME: newHome(),
    NANOEDGE_URL: await dashboard.start(),
    NANOEDGE_EMAIL: 'admin@example.org',
    NANOEDGE_PASSWORD: 'right password',
  };
});

afterEach(() => {
  dashboard.close();
  removeHomes();
});

const endsAs = (change: Record<string, unknown>): void => {
  dashboard.on('runs.get', () => ({ data: { ...run, finishedAt: 2_000, ...change } }));
};
const remove = (...args: string[]): Promise<Outcome> => nanoedge(['remove', 'keys', ...args], env);

describe('a change from the command line', () => {
  it('is followed until it is done, and ends with 0', async () => {
    endsAs({ state: 'done', steps: [storing], snapshot: 'snap-1' });
    const outcome = await remove();
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(outcome.stderr).toContain('  ✓ storing       1.8 kB  50 ms\n');
    expect(outcome.stderr).toContain('remove keys on Server closet: done, snapshot snap-1\n');
    expect(dashboard.calls).toContainEqual({
      procedure: 'deployments.remove',
      input: { deployment: 'keys-a1b2c3', leaveOut: false, withoutSnapshot: false },
    });
  });

  it('starts a deployment anew, in a fresh container where that is asked for', async () => {
    dashboard.on('deployments.restart', () => ({ data: { ...run, kind: 'recreate' } }));
    for (const [options, fresh] of [
      [[], false],
      [['--recreate'], true],
    ] as const) {
      endsAs({ state: 'done', kind: 'recreate' });
      const outcome = await nanoedge(['restart', 'Server closet/keys', ...options], env);
      expect(outcome.code, outcome.stderr).toBe(0);
      expect(outcome.stderr).toContain('recreate keys on Server closet: done');
      expect(dashboard.calls).toContainEqual({
        procedure: 'deployments.restart',
        input: { deployment: 'keys-a1b2c3', fresh },
      });
    }
  });

  it('ends with 1, the reason and the last log lines when it was refused or rolled back', async () => {
    for (const state of ['refused', 'rolled-back', 'failed', 'cancelled']) {
      endsAs({ state, reason: 'The disk is full.', exitCode: 3, logLines: ['no space left'] });
      const outcome = await remove();
      expect(outcome.code).toBe(1);
      expect(outcome.stderr).toContain(
        `remove keys on Server closet: ${state}: The disk is full. (exit code 3)\n  | no space left\n`,
      );
    }
  });

  it('on a terminal goes on without us when it is interrupted, and the cursor is back', async () => {
    dashboard.on('runs.get', () => ({
      data: { ...run, steps: [{ ...storing, state: 'running' }] },
    }));
    const { said, code } = await interruptedAt('storing', ['remove', 'keys'], env);
    expect(stripVTControlCharacters(said)).toContain('⊘ remove keys on Server closet');
    expect(said.lastIndexOf('\u001b[?25h')).toBeGreaterThan(said.lastIndexOf('\u001b[?25l'));
    expect(code).not.toBe(0);
    expect(dashboard.calls.map(({ procedure }) => procedure)).not.toContain('runs.cancel');
  });

  it('prints the run as JSON for programs, everything else on standard error', async () => {
    endsAs({ state: 'done', anythingElse: 'passes through' });
    expect(JSON.parse((await remove('--json')).stdout)).toMatchObject({
      id: 'run-1',
      state: 'done',
      anythingElse: 'passes through',
    });
  });

  it('returns at once when nobody waits', async () => {
    const outcome = await remove('--no-wait');
    expect(outcome.code).toBe(0);
    expect(dashboard.calls.map(({ procedure }) => procedure)).not.toContain('runs.get');
  });

  it('terminates without snapshot only when that is asked for by name', async () => {
    endsAs({ state: 'done' });
    await remove('--without-snapshot');
    expect(dashboard.calls).toContainEqual({
      procedure: 'deployments.remove',
      input: { deployment: 'keys-a1b2c3', leaveOut: false, withoutSnapshot: true },
    });
  });

  it('is refused in the words of the dashboard, with the remedy', async () => {
    dashboard.on('deployments.remove', () => ({
      problem: { message: 'keys is being changed.', remedy: 'Wait for it.' },
    }));
    const outcome = await remove();
    expect(outcome.code).toBe(1);
    expect(complaints(outcome)).toEqual(['nanoedge: keys is being changed. Wait for it.']);
  });

  it('says so when the dashboard is another version', async () => {
    dashboard.on('deployments.remove', () => ({ data: { id: 'run-1' } }));
    const outcome = await remove();
    expect(outcome.code).toBe(1);
    expect(complaints(outcome)[0]).toMatch(
      /^nanoedge: The dashboard's answer to deployments\.remove makes no sense here \(kind: /,
    );
  });
});

describe('deploying an image of a registry', () => {
  const reference = 'registry.example:5000/team/blinker:1';
  const deploy = (...args: string[]): Promise<Outcome> =>
    nanoedge(['deploy', 'blinker', '--device', 'Server closet', ...args], env);

  it('makes a release of it, which asks for little unless somebody says more, and adds it', async () => {
    endsAs({ kind: 'add', state: 'done' });
    dashboard
      .on('nanoservices.manifest', () => ({ data: null }))
      .on('nanoservices.create', () => ({
        data: { id: 'release-1', nanoservice: 'blinker', version: '1', spec: {} },
      }))
      .on('deployments.add', () => ({ data: [run] }));
    const outcome = await deploy('--registry-image', reference, '--version', '1');
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(dashboard.calls).toContainEqual({
      procedure: 'nanoservices.create',
      input: {
        nanoservice: 'blinker',
        version: '1',
        source: { image: reference },
        spec: expect.objectContaining({ roster: false, volumes: [] }),
      },
    });
    expect(dashboard.calls).toContainEqual({
      procedure: 'deployments.add',
      input: { site: 'demo', placement: { devices: ['closet-a1b2c3'] }, release: 'release-1' },
    });
  });

  it('is refused, and nothing is made, without a version or with two images', async () => {
    expect(complaints(await deploy('--registry-image', reference))).toEqual([
      'nanoedge: --registry-image needs --version, the name of the new release.',
    ]);
    expect(
      complaints(
        await deploy('--registry-image', reference, '--image', 'blinker', '--version', '1'),
      ),
    ).toEqual([
      'nanoedge: An image is of this engine (--image) or of a registry (--registry-image).',
    ]);
    expect(dashboard.calls.map(({ procedure }) => procedure)).not.toContain('nanoservices.create');
  });
});

describe('signing in from the command line', () => {
  it('happens once, the session is kept where only its owner can read it, and again when it has ended', async () => {
    await nanoedge(['runs'], env);
    await nanoedge(['runs'], env);
    expect(dashboard.signIns).toBe(1);
    expect(statSync(join(env['NANOEDGE_HOME'] ?? '', 'secrets/session.json')).mode & 0o777).toBe(
      0o600,
    );
    dashboard.forgetSessions();
    const outcome = await nanoedge(['runs'], env);
    expect(outcome.stdout).toContain('run-1');
    expect(dashboard.signIns).toBe(2);
  });

  it('says in one line what is wrong, a password or that no dashboard answers', async () => {
    const wrong = await nanoedge(['runs'], { ...env, NANOEDGE_PASSWORD: 'wrong' });
    expect(complaints(wrong)).toEqual([
      `nanoedge: admin@example.org cannot sign in at ${env['NANOEDGE_URL'] ?? ''}: Invalid email or password`,
    ]);
    expect(wrong.stderr).toContain('./nanoedge accounts recover');
    const nowhere = await nanoedge(['runs'], { ...env, NANOEDGE_URL: 'http://127.0.0.1:9' });
    expect(nowhere.code).toBe(1);
    expect(complaints(nowhere)).toHaveLength(1);
  });

  it('needs a site that runs, or all of address, e-mail and password', async () => {
    const nothing = await nanoedge(['runs'], {});
    expect(complaints(nothing)).toEqual([
      'nanoedge: nanoedge is not running here; start it with ./nanoedge up, or set NANOEDGE_URL.',
    ]);
    const half = await nanoedge(['runs'], { NANOEDGE_URL: 'http://127.0.0.1:9' });
    expect(complaints(half)).toEqual([
      'nanoedge: NANOEDGE_URL, NANOEDGE_EMAIL and NANOEDGE_PASSWORD belong together; set the missing ones.',
    ]);
  });
});
