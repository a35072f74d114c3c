import { createServer } from 'node:net';
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
        reject(
          new UserError(`Port ${port} is taken; free it or choose another with ${variable}=….`),
        );
      else if (error.code === 'EACCES')
        reject(
          new UserError(
            `Port ${port} may not be opened by this user; choose one above 1024 with ${variable}=….`,
          ),
        );
      else if (error.code === 'EADDRNOTAVAIL')
        reject(
          new UserError(`Address ${host} is not on this machine; choose another with HOST=….`),
        );
      else reject(error);
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
