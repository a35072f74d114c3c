import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import * as tar from 'tar-stream';
import * as z from 'zod/mini';
import { parseJson, type Digest, type ImageArchive } from '@nanoedge/protocol';
import { Bytes } from '@nanoedge/protocol';

const Manifest = z.tuple([z.object({ Config: z.string(), Layers: z.array(z.string()) })]);

/**
 * An image of the local engine as a dashboard keeps it: config and layers go to `store`, which
 * gives their digests.
 */
export const savedImage = async (
  reference: string,
  store: (bytes: Buffer) => Digest,
): Promise<ImageArchive> => {
  const files = new Map<string, Buffer>();
  const extract = tar.extract();
  const save = spawn('docker', ['save', reference], { stdio: ['ignore', 'pipe', 'inherit'] });
  save.stdout.pipe(extract);
  for await (const entry of extract) {
    if (entry.header.type === 'file') files.set(entry.header.name, await buffer(entry));
    else entry.resume();
  }
  const file = (name: string): Buffer => {
    const found = files.get(name);
    if (found === undefined) throw new Error(`docker save of ${reference} has no ${name}`);
    return found;
  };
  const [{ Config, Layers }] = parseJson(
    Manifest,
    file('manifest.json').toString('utf8'),
    'manifest.json',
  );
  store(file(Config));
  return {
    configBytes: Bytes.parse(file(Config).length),
    layers: Layers.map((name) => ({
      digest: store(file(name)),
      bytes: Bytes.parse(file(name).length),
    })),
  };
};
