import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { waitUntil } from '@nanoedge/base/testing';
import { SerialPort } from 'serialport';
import { scratchFolder } from '../scratch.ts';
import { type Running, startProgram } from './process.ts';

export interface SerialRig {
  /** What a driver opens. */
  port: string;
  /** What the board says, and what it was told. */
  say: (line: string) => void;
  told: () => readonly string[];
  plugIn: () => Promise<void>;
  unplug: () => Promise<void>;
}

/** Two ends of a pseudo-terminal: a board at one, a driver at the other. */
export const makeSerial = async (): Promise<SerialRig> => {
  const folder = scratchFolder();
  // Ports are below /dev; it takes its link away when it ends
  const port = `/dev/nanoedge-test-${basename(folder)}`;
  const board = join(folder, 'board');
  let running: Running | null = null;
  let end: SerialPort | null = null;
  let text = '';
  const rig: SerialRig = {
    port,
    say: (line) => void end?.write(`${line}\n`),
    told: () => text.split('\n').slice(0, -1),
    plugIn: async () => {
      running = startProgram('socat', [
        `PTY,link=${port},raw,echo=0`,
        `PTY,link=${board},raw,echo=0`,
      ]);
      await waitUntil('the port is there', () => existsSync(port) && existsSync(board));
      const opened = new SerialPort({ path: board, baudRate: 115_200 });
      opened.on('data', (part: Buffer) => (text += part.toString('utf8')));
      opened.on('error', () => undefined);
      end = opened;
    },
    unplug: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (end?.isOpen === true) end.close(() => resolve());
      else resolve();
      await promise;
      running?.child.kill('SIGTERM');
      await waitUntil('the port is gone', () => !existsSync(port));
    },
  };
  await rig.plugIn();
  return rig;
};
