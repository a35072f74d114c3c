/** Of one page's picture as a screen holds it: four bytes a pixel. */
const maxPictureBytes = 100_000_000;

const widths = /\/Width\s+(\d+)/g;
const around = 1_000;

/** The number under `/Height` in the same dictionary as what stands at `at`. */
const heightBeside = (text: string, at: number): number => {
  const begin = Math.max(0, at - around);
  const before =
    text
      .slice(begin, at)
      .split(/endobj|stream/)
      .at(-1) ?? '';
  const after = text.slice(at, at + around).split(/endobj|stream/)[0] ?? '';
  return Number(/\/Height\s+(\d+)/.exec(before + after)?.[1] ?? 0);
};

/**
 * Whether a document holds a picture that is too large to draw. The dictionary of a picture is
 * never compressed, because a stream cannot stand inside another one (ISO 32000-1, 7.5.7).
 */
export const holdsHugePicture = (document: Uint8Array): boolean => {
  const text = Buffer.from(document.buffer, document.byteOffset, document.length).toString(
    'latin1',
  );
  for (const found of text.matchAll(widths))
    if (Number(found[1]) * heightBeside(text, found.index) * 4 >= maxPictureBytes) return true;
  return false;
};
