import { createServer } from 'node:net';
import { machineProblems } from '@nanoedge/words';
import { UserError } from '../errors.ts';

/**
 * Throws UserError when nobody could listen on the TCP port now. `variable` is what the user can
 * change.
 */
export const requireFreePort = (host: string, port: number, variable: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new UserError(machineProblems.portTaken(port, variable)));
      else if (error.code === 'EACCES')
        reject(new UserError(machineProblems.portForbidden(port, variable)));
      else if (error.code === 'EADDRNOTAVAIL')
        reject(new UserError(machineProblems.noAddress(host)));
      else reject(error);
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
