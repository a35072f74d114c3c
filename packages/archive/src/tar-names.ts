import { isEscaped, nameBytes, nameText } from './file-name.ts';
import { readInSteps, type ReadStep } from './steps.ts';

/** The names of an entry where the library cannot read or write them: they are no UTF-8. */
export interface OddNames {
  name?: string;
  linkname?: string;
}

const blockBytes = 512;
/** The library refuses a longer header of names, too. */
const maxLongBytes = 1024 * 1024;

const padded = (bytes: number): number => Math.ceil(bytes / blockBytes) * blockBytes;
const untilZero = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
};

/** A number in a header: octal digits, or binary with the first bit set (as GNU writes large ones). */
const numberOf = (field: Buffer): number =>
  (field[0] ?? 0) & 0x80
    ? Number(BigInt(`0x${field.subarray(-8).toString('hex')}`) & 0x7fff_ffff_ffff_ffffn)
    : Number.parseInt(untilZero(field).toString('latin1').trim() || '0', 8);

/** What a header before an entry says of it. */
interface Said {
  path?: Buffer;
  linkpath?: Buffer;
  size?: number;
}

/** The records of a pax header: length, key and value each. */
const paxOf = (data: Buffer): Said => {
  const said: Said = {};
  for (let rest = data; rest.length > 0; ) {
    const space = rest.indexOf(' ');
    const length = Number.parseInt(rest.toString('latin1', 0, Math.max(0, space)), 10);
    if (!(length > space)) break;
    const record = rest.subarray(space + 1, length - 1);
    const equals = record.indexOf('=');
    const key = record.toString('latin1', 0, Math.max(0, equals));
    const value = record.subarray(equals + 1);
    if (key === 'path') said.path = value;
    if (key === 'linkpath') said.linkpath = value;
    if (key === 'size') said.size = Number(value.toString('latin1'));
    rest = rest.subarray(length);
  }
  return said;
};

const headerName = (header: Buffer): Buffer => {
  const name = untilZero(header.subarray(0, 100));
  const prefix = untilZero(header.subarray(345, 500));
  const isUstar = header.toString('latin1', 257, 263) === 'ustar\0';
  return isUstar && prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name;
};

const oddNamesOf = (name: Buffer, linkname: Buffer): OddNames => {
  const [nameIs, linkIs] = [nameText(name), nameText(linkname)];
  return {
    ...(isEscaped(nameIs) ? { name: nameIs } : {}),
    ...(isEscaped(linkIs) ? { linkname: linkIs } : {}),
  };
};

/** Walks from header to header, and tells of each entry. Ends at what the library refuses. */
function* walk(tell: (names: OddNames) => void): Generator<ReadStep, void, Buffer> {
  let said: Said = {};
  for (;;) {
    const header = yield { collect: blockBytes };
    if (header.every((byte) => byte === 0)) continue;
    const type = header.toString('latin1', 156, 157);
    const own = numberOf(header.subarray(124, 136));
    const isLong = type === 'x' || type === 'L' || type === 'K';
    const bytes = isLong ? own : (said.size ?? own);
    if (!Number.isSafeInteger(bytes) || bytes < 0 || (isLong && bytes > maxLongBytes)) return;
    if (!isLong) {
      if (type !== 'g') {
        tell(
          oddNamesOf(
            said.path ?? headerName(header),
            said.linkpath ?? untilZero(header.subarray(157, 257)),
          ),
        );
        said = {};
      }
      yield { pass: padded(bytes) };
      continue;
    }
    const data = bytes === 0 ? Buffer.alloc(0) : yield { collect: padded(bytes) };
    const content = data.subarray(0, bytes);
    if (type === 'x') said = { ...said, ...paxOf(content) };
    else if (type === 'L') said = { ...said, path: untilZero(content) };
    else said = { ...said, linkpath: untilZero(content) };
  }
}

/**
 * Lets a tar pass and collects, entry for entry, the names that are no UTF-8 into `names`, before
 * the bytes of the entry are seen by whoever reads on.
 */
export async function* collectNames(
  tar: AsyncIterable<Uint8Array>,
  names: OddNames[],
): AsyncGenerator<Uint8Array> {
  const read = readInSteps(walk((found) => names.push(found)));
  for await (const chunk of tar) {
    read(chunk);
    yield chunk;
  }
}

/** A record of a pax header; its length counts its own digits. */
const record = (key: string, value: Buffer): Buffer => {
  const bare = key.length + value.length + 3;
  let length = bare + String(bare).length;
  if (bare + String(length).length > length) length += 1;
  return Buffer.concat([Buffer.from(`${String(length)} ${key}=`), value, Buffer.from('\n')]);
};

const octal = (header: Buffer, value: number, at: { offset: number; digits: number }): void => {
  header.write(value.toString(8).padStart(at.digits, '0'), at.offset, 'latin1');
};

/**
 * The blocks of a pax header (POSIX.1-2001) that names the entry behind it in bytes; null where both
 * names are UTF-8, which the library writes.
 */
export const paxBlocks = ({
  name,
  linkname,
}: {
  name: string;
  linkname?: string | null;
}): Buffer | null => {
  const link = linkname ?? '';
  if (!isEscaped(name) && !isEscaped(link)) return null;
  const data = Buffer.concat([
    record('path', nameBytes(name)),
    ...(link === '' ? [] : [record('linkpath', nameBytes(link))]),
  ]);
  const header = Buffer.alloc(blockBytes);
  header.write('PaxHeader');
  octal(header, 0o644, { offset: 100, digits: 7 });
  for (const offset of [108, 116]) octal(header, 0, { offset, digits: 7 });
  octal(header, data.length, { offset: 124, digits: 11 });
  octal(header, 0, { offset: 136, digits: 11 });
  // The checksum is taken with spaces in its place
  header.fill(' ', 148, 156);
  header.write('x', 156);
  header.write('ustar\x0000', 257, 'latin1');
  octal(
    header,
    header.reduce((sum, byte) => sum + byte, 0),
    { offset: 148, digits: 6 },
  );
  header.write('\0 ', 154, 'latin1');
  return Buffer.concat([header, data, Buffer.alloc(padded(data.length) - data.length)]);
};
