import { hostname, interfaces, now, type NativeInterface } from 'nano:sys';

/** IPv4 addresses of the interfaces that are up, by interface, as in Node. */
export function networkInterfaces(): Record<string, Omit<NativeInterface, 'name'>[]> {
  const byName: Record<string, Omit<NativeInterface, 'name'>[]> = {};
  for (const { name, ...entry } of interfaces()) (byName[name] ??= []).push(entry);
  return byName;
}

/** Seconds since the machine booted. */
export function uptime(): number {
  return now() / 1000;
}

export const EOL = '\n';
export { hostname };
export default { networkInterfaces, uptime, hostname, EOL };
