import { rmSync } from 'node:fs';
import { isUp, nanoedge, stack } from './support/stack.ts';

/**
 * Brings the site up from nothing, each device on an engine of its own: entrance and room on
 * Docker Engine 26.1 with the containerd image store, corridor and closet on the machine's. `E2E_LAB=0`
 * puts them all on the machine's engine, which needs no root; `E2E_KEEP=1` uses the site that is up
 * already.
 */
export default function globalSetup(): void {
  if (process.env['E2E_KEEP'] === '1' && isUp()) return;
  // Also after a run that was killed: what it left is found by the installation in its folder
  nanoedge('down', '--purge');
  rmSync(stack.home, { recursive: true, force: true });
  if (process.env['E2E_LAB'] === '0') {
    nanoedge('up', '--detach');
    return;
  }
  nanoedge('lab', 'up', '--newer', 'entrance,room');
  nanoedge('up', '--detach', '--lab');
}
