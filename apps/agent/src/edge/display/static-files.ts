import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

export interface StaticFile {
  mediaType: string;
  read: () => Buffer;
}

/** Reads a file; those who are still sending it share one copy, however slowly they are read. */
const sharedRead = (path: string): (() => Buffer) => {
  let held: WeakRef<Buffer> | null = null;
  return () => {
    const shared = held?.deref();
    if (shared !== undefined) return shared;
    const read = readFileSync(path);
    held = new WeakRef(read);
    return read;
  };
};

/**
 * The files of a built page by URL path. Only what was there at start is served, so no path can
 * lead elsewhere.
 */
export const staticFiles = (folder: string): ReadonlyMap<string, StaticFile> => {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const mediaType = mediaTypes[extname(entry.name)];
    if (mediaType === undefined) continue;
    files.set(`/${path.slice(folder.length).replace(/^\/+/, '')}`, {
      mediaType,
      read: sharedRead(path),
    });
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
};

/** What a browser asks for again at every load, as its name stays the same from build to build. */
export const isOfBuild = (path: string): boolean => /^\/([^/]+\.(html|js|css))?$/.test(path);

/** Differs between any two builds of the page. */
export const buildOf = (files: ReadonlyMap<string, StaticFile>): string => {
  const hash = createHash('sha256');
  for (const [path, file] of [...files].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    if (isOfBuild(path)) hash.update(path).update(file.read());
  return hash.digest('hex').slice(0, 16);
};
