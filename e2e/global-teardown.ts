import { nanoedge } from './support/stack.ts';

export default function globalTeardown(): void {
  if (process.env['E2E_KEEP'] === '1') return;
  nanoedge('down', '--purge');
}
