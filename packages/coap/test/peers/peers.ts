import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const image = 'nanoedge-test/oscore-peers:1';
const exec = promisify(execFile);

/** Builds the image of the other implementations unless the engine has it. */
export const buildPeers = async (): Promise<void> => {
  await exec('docker', ['build', '--quiet', '--tag', image, import.meta.dirname]);
};

/** A program of the image ended before it served. */
class PeerEnded extends Error {}

/** What the two ends share, as the other implementation is told it. */
export interface Shared {
  secret: Buffer;
  ownId: Buffer;
  peerId: Buffer;
  /** A file that it may send. */
  large?: Buffer;
}

/** A folder with the keys as both implementations read them. */
export const keyFolder = ({ secret, ownId, peerId, large }: Shared): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ne-oscore-'));
  writeFileSync(
    join(folder, 'libcoap.conf'),
    [
      `master_secret,hex,"${secret.toString('hex')}"`,
      `sender_id,hex,"${ownId.toString('hex')}"`,
      `recipient_id,hex,"${peerId.toString('hex')}"`,
      'replay_window,integer,32',
      '',
    ].join('\n'),
  );
  if (large !== undefined) writeFileSync(join(folder, 'large'), large);
  mkdirSync(join(folder, 'aiocoap'));
  writeFileSync(
    join(folder, 'aiocoap/settings.json'),
    JSON.stringify({
      secret_hex: secret.toString('hex'),
      'sender-id_hex': ownId.toString('hex'),
      'recipient-id_hex': peerId.toString('hex'),
    }),
  );
  return folder;
};

const inContainer = (folder: string, name: string): string[] => [
  'run',
  '--rm',
  '--network',
  'host',
  '--name',
  name,
  '--volume',
  `${folder}:/keys`,
  image,
];

/** What a program of the image prints, with the keys in /keys. */
export const runPeer = async (folder: string, ...command: string[]): Promise<string> => {
  const name = `nanoedge-test-${randomUUID().slice(0, 8)}`;
  const { stdout, stderr } = await exec('docker', [...inContainer(folder, name), ...command]);
  return stdout + stderr;
};

/** A server of the image that runs until the test's scope ends. */
export const startPeer = async (
  folder: string,
  command: readonly string[],
  ready: RegExp,
): Promise<AsyncDisposable> => {
  const name = `nanoedge-test-${randomUUID().slice(0, 8)}`;
  const child = spawn('docker', [...inContainer(folder, name), ...command]);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (ready.test(said)) resolve();
      });
    child.on('close', () => reject(new PeerEnded(said)));
  });
  return {
    [Symbol.asyncDispose]: async () => {
      const closed = once(child, 'close');
      await exec('docker', ['kill', name]);
      await closed;
    },
  };
};
