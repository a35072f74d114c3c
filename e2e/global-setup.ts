import { rmSync } from 'node:fs';
import { isUp, nanoedge, stack } from './support/stack.ts';

/** Brings the site up from nothing; `E2E_KEEP=1` uses the one that is up already. */
export default function globalSetup(): void {
  if (process.env['E2E_KEEP'] === '1' && isUp()) return;
  if (isUp()) nanoedge('down', '--purge');
  rmSync(stack.home, { recursive: true, force: true });
  nanoedge('up', '--detach');
}
