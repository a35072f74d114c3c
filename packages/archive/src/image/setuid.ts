import type { Readable } from 'node:stream';
import { plainName } from '../path.ts';
import { readTar } from '../tar.ts';

/** Set-user-id and set-group-id (POSIX.1-2017, sys/stat.h). */
const raises = 0o6000;
/** Above all of a folder below, as of layers whiteouts (OCI image spec, layer.md). */
const opaque = '.wh..wh..opq';
const whiteout = '.wh.';

const dropBelow = (found: Set<string>, folder: string): void => {
  for (const path of found) if (path.startsWith(`${folder}/`)) found.delete(path);
};

const split = (path: string): { folder: string; name: string } => {
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1) };
};

/**
 * The files of an image that run with the rights of their owner or group, whoever starts them: their
 * paths in order, by its uncompressed layers, lowest first. Throws what `readTar` throws.
 */
export const setuidFiles = async (layers: Iterable<() => Readable>): Promise<string[]> => {
  const found = new Set<string>();
  for (const open of layers) {
    const below = new Set(found);
    for await (const { header } of readTar(open())) {
      const path = `/${plainName(header.name)}`;
      const { folder, name } = split(path);
      if (name === opaque) {
        for (const one of below) if (one.startsWith(`${folder}/`)) found.delete(one);
      } else if (name.startsWith(whiteout)) {
        const gone = `${folder}/${name.slice(whiteout.length)}`;
        found.delete(gone);
        dropBelow(found, gone);
      } else if (header.type === 'directory') found.delete(path);
      else if (((header.mode ?? 0) & raises) === 0) {
        found.delete(path);
        dropBelow(found, path);
      } else found.add(path);
    }
  }
  return [...found].toSorted();
};
