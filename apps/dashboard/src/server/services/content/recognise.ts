import path from 'node:path';
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { uploadRefusals } from '@nanoedge/words';
import { fileTypeFromFile } from 'file-type';
import { BadInput } from '../errors.ts';

const images = new Map([
  ['image/png', ['.png']],
  ['image/jpeg', ['.jpg', '.jpeg']],
  ['image/gif', ['.gif']],
  ['image/webp', ['.webp']],
  ['image/avif', ['.avif']],
]);
/** What people do have, and no screen shows as it is. */
const otherPrograms = new Map([
  ...['.heic', '.heif', '.tif', '.tiff', '.bmp', '.psd'].map((name) => [name, 'picture'] as const),
  ...['.doc', '.docx', '.odt', '.ppt', '.pptx', '.odp', '.key', '.xls', '.xlsx', '.ods'].map(
    (name) => [name, 'document'] as const,
  ),
]);
const markdownNames = ['.md', '.markdown', '.txt'];

export interface Recognised {
  kind: 'pdf' | 'image' | 'markdown';
  mediaType: string;
}

/**
 * What a file truly is, by its first bytes. Throws BadInput when that is nothing a screen shows, or
 * not what its name or its declared media type claims. SVG is refused: it can carry scripts.
 */
export const recognise = async (
  file: string,
  name: string,
  declared: string,
): Promise<Recognised> => {
  const extension = path.extname(name).toLowerCase();
  if (extension === '.svg' || declared.startsWith('image/svg'))
    throw new BadInput('file', uploadRefusals.svg(name));
  const remedy = otherPrograms.get(extension);
  if (remedy !== undefined) throw new BadInput('file', uploadRefusals.otherProgram(name, remedy));
  const found = await fileTypeFromFile(file);
  const claims = (mediaType: string, extensions: string[]): boolean =>
    extensions.includes(extension) &&
    (declared === mediaType || declared === 'application/octet-stream' || declared === '');
  if (found?.mime === 'application/pdf') {
    if (!claims(found.mime, ['.pdf']))
      throw new BadInput('file', uploadRefusals.otherKind(name, 'PDF'));
    return { kind: 'pdf', mediaType: found.mime };
  }
  const extensions = found === undefined ? undefined : images.get(found.mime);
  if (found !== undefined && extensions !== undefined) {
    if (!claims(found.mime, extensions)) {
      throw new BadInput('file', uploadRefusals.otherKind(name, found.ext.toUpperCase()));
    }
    return { kind: 'image', mediaType: found.mime };
  }
  if (!markdownNames.includes(extension)) {
    const known =
      extension === '.pdf' || [...images.values()].some((names) => names.includes(extension));
    throw new BadInput(
      'file',
      known ? uploadRefusals.notWhatItClaims(name) : uploadRefusals.notShown(name),
    );
  }
  const bytes = await readFile(file);
  if (found !== undefined || !isUtf8(bytes) || bytes.includes(0)) {
    throw new BadInput('file', uploadRefusals.notText(name));
  }
  if (bytes.toString('utf8').trim() === '') throw new BadInput('file', uploadRefusals.blank(name));
  return { kind: 'markdown', mediaType: 'text/markdown; charset=utf-8' };
};
