import { existsSync } from 'node:fs';
import { guardTable } from '@nanoedge/base';
import { tools } from './apt.ts';
import { succeeds } from './run.ts';

/** Takes away the network rules of devices; where there are none, or no right to see them, nothing. */
export const removeGuards = async (devices: readonly string[]): Promise<void> => {
  if (!existsSync(tools.nft.path)) return;
  for (const device of devices)
    for (const family of ['inet', 'bridge'])
      await succeeds(tools.nft.path, ['delete', 'table', family, guardTable(device)]);
};
