import { Bytes, DeploymentId, DeviceId, Digest, parse, RunId } from '@nanoedge/protocol';
import type { MatrixView } from './live/matrix.ts';
import type { Run, RunStep } from './run-words.ts';

/** A run for tests: a removal in progress, unless told otherwise. */
export const testRun = (over: Partial<Run> = {}): Run => ({
  id: parse(RunId, 'run-1', 'id'),
  kind: 'remove',
  batch: null,
  device: parse(DeviceId, 'closet', 'device'),
  deviceName: 'Closet',
  deployment: parse(DeploymentId, 'd-1', 'deployment'),
  name: 'authentication-engine',
  nanoservice: 'authentication-engine',
  version: '0.1.0',
  fromVersion: null,
  state: 'running',
  requestedAt: 1000,
  requestedBy: 'Ada',
  finishedAt: null,
  steps: [],
  reason: null,
  exitCode: null,
  logLines: [],
  snapshot: null,
  waiting: null,
  cancellable: true,
  undoable: false,
  deploymentMs: null,
  initiationMs: null,
  sentBytes: parse(Bytes, 0, 'bytes'),
  ...over,
});

/** One of its steps. */
export const testStep = (
  step: RunStep['step'],
  over: Partial<Omit<RunStep, 'step' | 'bytes' | 'totalBytes'>> & {
    bytes?: number;
    of?: number;
  } = {},
): RunStep => {
  const { bytes, of, ...rest } = over;
  return {
    step,
    state: 'running',
    startedAt: 1000,
    endedAt: null,
    detail: null,
    bytes: bytes === undefined ? null : parse(Bytes, bytes, 'bytes'),
    totalBytes: of === undefined ? null : parse(Bytes, of, 'bytes'),
    ...rest,
  };
};

/** A deployment for tests, of which its device has said nothing. */
export const testDeployment = (
  over: Partial<MatrixView['deployments'][number]> = {},
): MatrixView['deployments'][number] => {
  const limits = { memoryBytes: parse(Bytes, 16_000_000, 'bytes'), pids: 32 };
  const nanoservice = over.nanoservice ?? 'authentication-engine';
  return {
    id: parse(DeploymentId, over.name ?? 'd-1', 'deployment'),
    name: nanoservice,
    device: parse(DeviceId, 'closet', 'device'),
    nanoservice,
    release: {
      id: '3f0a3b9e-0000-4000-8000-000000000001',
      nanoservice,
      version: '0.1.0',
      image: `nanoedge/${nanoservice}:0.1.0`,
      imageId: parse(Digest, `sha256:${'a'.repeat(64)}`, 'digest'),
      bytes: parse(Bytes, 2_280_000, 'bytes'),
      createdAt: 1000,
      architecture: 'amd64',
      layers: [],
      archived: true,
      pulled: false,
      spec: {
        configSchema: null,
        defaultConfig: {},
        needs: [],
        volumes: [],
        limits,
        roster: false,
        published: false,
      },
    },
    config: {},
    port: null,
    limits,
    peers: [],
    volumes: [],
    change: null,
    run: null,
    status: { kind: 'silent' },
    current: null,
    ...over,
  };
};
