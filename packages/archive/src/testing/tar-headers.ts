/** Where the fields of a ustar header stand (POSIX.1-2001). */
const blockBytes = 512;
const fields = { size: 124, checksum: 148 };

const findHeader = (tar: Buffer, name: string): number => {
  for (let at = 0; at + blockBytes <= tar.length; at += blockBytes)
    if (tar.toString('utf8', at, at + 100).split('\0', 1)[0] === name) return at;
  throw new RangeError(`there is no entry ${name}`);
};

const seal = (header: Buffer): void => {
  header.write(' '.repeat(8), fields.checksum);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, fields.checksum);
};

/** The tar with another size in the header of an entry. */
export const declareSize = (tar: Buffer, name: string, size: number): Buffer => {
  const changed = Buffer.from(tar);
  const at = findHeader(changed, name);
  const header = changed.subarray(at, at + blockBytes);
  // Base 256, as sizes above eight gigabytes are written
  header.fill(0, fields.size, fields.size + 12);
  header[fields.size] = 0x80;
  header.writeUIntBE(size, fields.size + 6, 6);
  seal(header);
  return changed;
};

/** The tar with a header whose checksum is not that of its bytes. */
export const spoilChecksum = (tar: Buffer, name: string): Buffer => {
  const changed = Buffer.from(tar);
  const at = findHeader(changed, name) + fields.checksum;
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
};
