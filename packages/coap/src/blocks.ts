/** CoAP's largest block, and the size beyond which we send in blocks (RFC 7959). */
export const blockBytes = 1024;

/** A larger datagram is nobody's who keeps to blocks; it is not looked at, whoever sent it. */
export const largestDatagram = 4 * blockBytes;

/** Which block of a body, and how many bytes each block of it has. */
export interface Block {
  num: number;
  bytes: number;
}

export const firstBlock: Block = { num: 0, bytes: blockBytes };

/** The value of a Block1 or Block2 option (RFC 7959 §2.2): 1 to 3 bytes, big-endian. */
export const blockOption = (num: number, more: boolean, bytes = blockBytes): Buffer => {
  const value = (num << 4) | (more ? 8 : 0) | (Math.log2(bytes) - 4);
  if (num < 16) return Buffer.from([value]);
  if (num < 4096) return Buffer.from([value >> 8, value & 255]);
  return Buffer.from([value >> 16, (value >> 8) & 255, value & 255]);
};

/** What a Block option asks for, or null when it is not one. */
export const readBlockOption = (value: Buffer): Block | null => {
  if (value.length > 3) return null;
  const bits = value.reduce((sum, byte) => sum * 256 + byte, 0);
  if ((bits & 7) === 7) return null;
  return { num: bits >> 4, bytes: 2 ** ((bits & 7) + 4) };
};

/** FNV-1a, twice with different beginnings: it minds the order of the bytes, and is quick. */
const entityTagSeeds = [0x811c9dc5, 0x2f0b4b1d] as const;

/** The ETag of a body, 8 bytes: another body has another one, also one of the same letters. */
export const entityTag = (body: Buffer): Buffer => {
  let [one, other]: [number, number] = [...entityTagSeeds];
  for (const byte of body) {
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ byte, 0x01000193);
  }
  const tag = Buffer.alloc(8);
  tag.writeUInt32BE(one >>> 0, 0);
  tag.writeUInt32BE((other ^ body.length) >>> 0, 4);
  return tag;
};
