import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { requireFreePort } from './port.ts';

it('a taken port is refused in one line that names the port and the variable', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await expect(requireFreePort('127.0.0.1', port, 'PORT')).rejects.toThrow(
    `Port ${port} is taken; free it or choose another with PORT=….`,
  );
  await new Promise((resolve) => server.close(resolve));
  await expect(requireFreePort('127.0.0.1', port, 'PORT')).resolves.toBeUndefined();
});
