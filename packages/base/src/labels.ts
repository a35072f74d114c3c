/** The marks by which we know our containers, networks and volumes on an engine. */
export const labels = {
  device: 'io.nanoedge.device',
  deployment: 'io.nanoedge.deployment',
  name: 'io.nanoedge.name',
  nanoservice: 'io.nanoedge.nanoservice',
  spec: 'io.nanoedge.spec',
  restore: 'io.nanoedge.restore',
  key: 'io.nanoedge.key',
  /** On the volume of a container's key: whose container it is. */
  keyOf: 'io.nanoedge.key-of',
} as const;
