import { packTar } from '@nanoedge/archive';
import { containerKey } from '@nanoedge/base';
import type { EngineAddress } from '../env.ts';
import { archivePath, callEngine, textOf } from './docker-http.ts';
import { serviceId } from './docker-owner.ts';

/** Puts a container's secret where it finds it, for its own user to read and for nobody to write. */
export const writeKey = async (
  address: EngineAddress,
  container: string,
  secret: string,
): Promise<void> => {
  const content = Buffer.from(secret);
  const header = {
    name: containerKey.file,
    type: 'file' as const,
    mode: 0o400,
    uid: serviceId,
    gid: serviceId,
    size: content.length,
  };
  const body = packTar([{ header, content: [content] }]);
  const path = archivePath(container, containerKey.folder);
  await callEngine(address, { method: 'PUT', path, body }, textOf);
};
