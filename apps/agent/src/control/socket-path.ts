import { join } from 'node:path';

/** Where the agent with this data folder is asked by programs of its own device. */
export const controlSocketOf = (dataFolder: string): string => join(dataFolder, 'agent.sock');
