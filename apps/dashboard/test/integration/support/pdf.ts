import { createHash } from 'node:crypto';

/** ISO 32000-1, 7.6.3.3: what is put behind a password that is too short. */
const padding = Buffer.from(
  '28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a',
  'hex',
);
const permissions = -64;
const id = Buffer.alloc(16, 7);

const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();
const padded = (password: string): Buffer =>
  Buffer.concat([Buffer.from(password), padding]).subarray(0, 32);

const rc4 = (key: Buffer, plain: Buffer): Buffer => {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number): number => state[index & 255] ?? 0;
  const swap = (a: number, b: number): void => {
    const before = at(a);
    state[a & 255] = at(b);
    state[b & 255] = before;
  };
  let other = 0;
  for (let index = 0; index < 256; index += 1) {
    other = (other + at(index) + (key[index % key.length] ?? 0)) & 255;
    swap(index, other);
  }
  other = 0;
  const cipher = Uint8Array.from(plain, (byte, index) => {
    other = (other + at(index + 1)) & 255;
    swap(index + 1, other);
    return byte ^ at(at(index + 1) + at(other));
  });
  return Buffer.from(cipher);
};

/** The standard security handler with keys of 40 bits (7.6.3, revision 2). */
const encryption = (user: string, owner: string): string => {
  const ownerEntry = rc4(md5(padded(owner)).subarray(0, 5), padded(user));
  const allowed = Buffer.alloc(4);
  allowed.writeInt32LE(permissions);
  const key = md5(padded(user), ownerEntry, allowed, id).subarray(0, 5);
  const userEntry = rc4(key, padding);
  return `<< /Filter /Standard /V 1 /R 2 /P ${String(permissions)} /O <${ownerEntry.toString('hex')}> /U <${userEntry.toString('hex')}> >>`;
};

interface Wanted {
  pages?: number;
  /** Goes into every page's resources and content. */
  picture?: { width: number; height: number };
  passwords?: { user: string; owner: string };
}

const stream = (dictionary: string, bytes: string): string =>
  `<< ${dictionary} /Length ${String(bytes.length)} >>\nstream\n${bytes}\nendstream`;

/** A PDF with a valid cross-reference table. */
export const makePdf = ({ pages = 1, picture, passwords }: Wanted = {}): Buffer => {
  const first = 5;
  const numbers = Array.from({ length: pages }, (_, index) => first + index);
  const { width, height } = picture ?? { width: 1, height: 1 };
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${String(pages)} /Kids [${numbers.map((n) => `${String(n)} 0 R`).join(' ')}] >>`,
    stream(
      `/Type /XObject /Subtype /Image /Width ${String(width)} /Height ${String(height)} /ColorSpace /DeviceGray /BitsPerComponent 8`,
      '0',
    ),
    stream('', passwords === undefined ? 'q 100 0 0 100 50 50 cm /Im Do Q' : ''),
    ...numbers.map(
      () =>
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Im 3 0 R >> >> /Contents 4 0 R >>',
    ),
    ...(passwords === undefined ? [] : [encryption(passwords.user, passwords.owner)]),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const encrypt = passwords === undefined ? '' : `/Encrypt ${String(objects.length)} 0 R `;
  const size = String(objects.length + 1);
  text += `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R ${encrypt}/ID [<${id.toString('hex')}> <${id.toString('hex')}>] >>\nstartxref\n${String(start)}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
};
