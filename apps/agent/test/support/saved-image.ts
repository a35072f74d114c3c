import { spawn } from 'node:child_process';
import { readImage } from '@nanoedge/archive';
import { memoryParts } from '@nanoedge/archive/testing';
import { Bytes, type Digest, type ImageArchive } from '@nanoedge/protocol';

/**
 * An image of the local engine as a dashboard keeps it: config and layers go to `store`, which
 * gives their digests.
 */
export const savedImage = async (
  reference: string,
  store: (bytes: Buffer) => Digest,
): Promise<ImageArchive> => {
  const save = spawn('docker', ['save', reference], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { config, layers } = await readImage(memoryParts(), save.stdout);
  store(config.content);
  return {
    configBytes: Bytes.parse(config.bytes),
    layers: layers.map(({ content, bytes }) => ({
      digest: store(content),
      bytes: Bytes.parse(bytes),
    })),
  };
};
