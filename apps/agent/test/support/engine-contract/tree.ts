import { gather, type TarEntry } from '@nanoedge/archive';

const owner = { uid: 65_532, gid: 65_532 };
const at = new Date(1_700_000_000_000);

/**
 * Everything that a volume may hold: folders (an empty one too), odd modes and owners, a link, and
 * a long name.
 */
export const tree: TarEntry[] = [
  { header: { name: 'deep/', type: 'directory', mode: 0o750, ...owner, mtime: at } },
  { header: { name: 'deep/empty/', type: 'directory', mode: 0o700, ...owner, mtime: at } },
  {
    header: { name: 'deep/rows.db', type: 'file', mode: 0o600, size: 5, ...owner, mtime: at },
    content: [Buffer.from('hello')],
  },
  {
    header: { name: 'sealed', type: 'file', mode: 0, size: 1, uid: 0, gid: 7, mtime: at },
    content: [Buffer.from('x')],
  },
  {
    header: {
      name: 'latest',
      type: 'symlink',
      mode: 0o777,
      linkname: 'deep/rows.db',
      ...owner,
      mtime: at,
    },
  },
  {
    header: {
      name: `deep/${'ü'.repeat(80)}`,
      type: 'file',
      mode: 0o4755,
      size: 0,
      ...owner,
      mtime: at,
    },
  },
];

/** The entries as lines, without the folder itself and its contents from the image. */
export const describeTar = async (
  entries: AsyncIterable<{ header: TarEntry['header']; content?: AsyncIterable<Buffer> }>,
): Promise<string[]> => {
  const lines: string[] = [];
  for await (const { header, content } of entries) {
    const name = header.name.replace(/^\.\//, '').replace(/\/$/, '');
    const text = content === undefined ? '' : (await gather(content)).toString();
    const target = header.type === 'symlink' ? ` -> ${header.linkname ?? ''}` : '';
    const mode = header.type === 'symlink' ? 0o777 : (header.mode ?? 0);
    if (name !== '' && name !== '.' && name !== '.keep') {
      lines.push(
        `${header.type} ${mode.toString(8)} ${header.uid}:${header.gid} ${name}${target} ${text}`,
      );
    }
  }
  return lines.toSorted();
};
