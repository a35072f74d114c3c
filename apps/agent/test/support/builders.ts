import { DeploymentSpec, DesiredState, parse, ReportedState } from '@nanoedge/protocol';

export const anImage = {
  reference: 'nanoedge/presence-detection:1.0.0',
  id: `sha256:${'a'.repeat(64)}`,
};

/** A deployment with everything usual; say only what matters. */
export const aDeployment = (change: Record<string, unknown> = {}): DeploymentSpec => {
  const name = typeof change['name'] === 'string' ? change['name'] : 'presence-detection-entrance';
  return parse(
    DeploymentSpec,
    {
      id: `d-${name}`,
      name,
      nanoservice: 'presence-detection',
      release: { version: '1.0.0', image: anImage.reference, imageId: anImage.id },
      config: {},
      peers: {},
      port: null,
      limits: { memoryBytes: 16 * 1024 * 1024, pids: 16 },
      volumes: [],
      ...change,
    },
    'deployment',
  );
};

/** What a device reports that runs nothing. */
export const aReport = (): ReportedState =>
  parse(
    ReportedState,
    {
      at: Date.now(),
      appliedRevision: null,
      engine: {
        reachable: true,
        version: '1',
        apiVersion: '1',
        arch: 'amd64',
        traits: null,
        subnet: null,
        detail: null,
      },
      host: {
        load1: 0,
        cores: 2,
        memoryBytes: 1,
        memoryFreeBytes: 1,
        diskFreeBytes: 1,
        agentMemoryBytes: 1,
      },
      services: [],
      things: [],
      outboxDepth: 0,
      outbox: null,
      unnamedVolumes: null,
    },
    'report',
  );

/** A desired state in which nothing runs; say only what matters. */
export const aDesiredState = (change: Record<string, unknown> = {}): DesiredState =>
  parse(
    DesiredState,
    {
      revision: 1,
      site: { id: 's', name: 'S' },
      device: { id: 'device-1', name: 'D', zone: 'z' },
      things: [],
      deployments: [],
      roster: null,
      content: [],
      display: null,
      ...change,
    },
    'desired state',
  );
