import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs Debian's libcoap client and gives what it printed. */
export const libcoap = async (...args: string[]): Promise<string> => {
  const { stdout, stderr } = await promisify(execFile)('coap-client-notls', ['-B', '5', ...args]);
  return stdout + stderr;
};
