import { readFileSync } from 'node:fs';

/**
 * The default gateway in the text of `/proc/net/route`, where addresses are hexadecimal in the byte
 * order of a little-endian host (proc(5)); null when there is no default route.
 */
export const defaultGateway = (routes: string): string | null => {
  for (const line of routes.split('\n').slice(1)) {
    const [, destination, gateway] = line.split(/\s+/);
    if (destination !== '00000000' || gateway === undefined || gateway === '00000000') continue;
    const bytes = gateway.match(/../g)?.reverse() ?? [];
    return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  }
  return null;
};

/** The container's default gateway, which is the agent's host. Throws while there is no route. */
export const readDefaultGateway = (): string => {
  const gateway = defaultGateway(readFileSync('/proc/net/route', 'utf8'));
  if (gateway === null) throw new NoGateway();
  return gateway;
};

/** The container has no default route, so its agent cannot be found. */
export class NoGateway extends Error {
  constructor() {
    super('there is no default route');
    this.name = 'NoGateway';
  }
}
