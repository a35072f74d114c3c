/** Why an agent does not make a container: what its spec must be. */
export const containerProblems = {
  refused: (name: string, problems: readonly string[]): string =>
    `container ${name} refused: ${problems.join('; ')}`,
  deviceLabel: (device: string): string => `must carry the label of device ${device}`,
  deploymentLabel: 'must carry the label of its deployment',
  specLabel: 'must carry the hash of its spec',
  rootfs: 'the root file system must be read-only',
  privileged: 'must not be privileged',
  addsCapabilities: 'must not add capabilities',
  keepsCapabilities: 'must drop all capabilities',
  privileges: 'must set no-new-privileges and nothing else',
  user: 'must run as 65532:65532',
  memory: 'memory must be 6 to 16 MiB',
  swap: 'must not swap',
  processes: 'must limit its processes (1 to 512)',
  binds: 'must not mount folders of the host',
  volumes: 'volumes must be its own named volumes',
  volumeOfAnother: (volume: string, owner: string): string =>
    `the volume ${volume} is of the deployment ${owner}; add this one under another name`,
  volumePaths: 'volume paths must be absolute',
  addresses: 'ports must bind one address',
  ports: (gateway: number): string => `ports must be 1024 to 65535, without ${String(gateway)}`,
  restarts: 'must leave restarts to the agent',
  log: 'must keep a bounded log',
  network: "must be on the device's own network",
  environment: 'must get its settings in NANOEDGE_CONFIG only',
} as const;
