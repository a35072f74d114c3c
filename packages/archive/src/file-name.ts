/** What stands for a byte that is no UTF-8; a name that has it anyway is escaped in its bytes. */
const mark = '\uFFFD';

/** One escaped byte: only those beyond ASCII are, so no escape ever means a slash or a dot. */
const escapedByte = /\uFFFD([89a-f][0-9a-f])/;

/** The character that begins at a place; null where none does. */
const characterAt = (bytes: Buffer, at: number): string | null => {
  for (const length of [1, 2, 3, 4]) {
    const text = bytes.toString('utf8', at, at + length);
    if (!text.includes(mark) && Array.from(text).length === 1) return text;
  }
  return null;
};

/**
 * A file's name as text. On Linux a name is bytes: those that are no UTF-8 become `�` and two
 * digits, so that every name has one text, and `nameBytes` gives it back.
 */
export const nameText = (bytes: Uint8Array): string => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plain = buffer.toString('utf8');
  if (!plain.includes(mark)) return plain;
  let text = '';
  for (let at = 0; at < buffer.length; ) {
    const character = characterAt(buffer, at);
    text += character ?? `${mark}${buffer.toString('hex', at, at + 1)}`;
    at += character === null ? 1 : Buffer.byteLength(character);
  }
  return text;
};

/** Whether a name's text stands for bytes that are no UTF-8. */
export const isEscaped = (text: string): boolean => escapedByte.test(text);

/** The bytes of a name whose text is given. */
export const nameBytes = (text: string): Buffer =>
  Buffer.concat(
    // Every second part is what the pattern caught
    text
      .split(escapedByte)
      .map((part, index) => Buffer.from(part, index % 2 === 1 ? 'hex' : 'utf8')),
  );
