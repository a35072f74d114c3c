import { Bytes, DeploymentId, DeviceId, Digest, parse } from '@nanoedge/protocol';
import type { MatrixView } from './live-matrix.ts';

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
      setuid: null,
      signed: true,
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
    version: 1,
    run: null,
    status: { kind: 'silent' },
    current: null,
    ...over,
  };
};
