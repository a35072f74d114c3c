import { Bytes, DeploymentId, DeviceId, parse, RunId } from '@nanoedge/protocol';
import type { Run, RunStep } from './run.ts';

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
