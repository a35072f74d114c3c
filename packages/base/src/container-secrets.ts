/** For what the secret of a container is used, one key for each direction of asking. */
export const containerSecrets = { toAgent: 'to agent', fromAgent: 'from agent' } as const;

/** Where a container finds its secret: the folder is a volume of its own, which ends with it. */
export const containerKey = { folder: '/run/nanoedge', file: 'key' } as const;
