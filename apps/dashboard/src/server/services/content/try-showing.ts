import { readFile } from 'node:fs/promises';
import { pdfRefusals, uploadRefusals } from '@nanoedge/words';
import { BadInput } from '../errors.ts';
import { imageShape } from './image-shape.ts';
import type { TryPdf } from '../pdf-port.ts';
import type { TryPicture } from '../picture-port.ts';
import type { Recognised } from './recognise.ts';

/** What the browser of a small room computer unpacks at once: 200 MB. */
const maxPixels = 50_000_000;

/** Larger than any camera's picture, and what a screen can still hold in one piece. */
const maxSide = 16_384;

interface Candidate {
  file: string;
  name: string;
  kind: Recognised['kind'];
  mediaType: string;
}

const tryImage = async (
  { file, name, mediaType }: Candidate,
  tryPicture: TryPicture,
): Promise<void> => {
  const shape = imageShape(mediaType, await readFile(file));
  if (shape === null || shape.width === 0 || shape.height === 0)
    throw new BadInput('file', uploadRefusals.brokenImage(name));
  const { width, height } = shape;
  if (width * height > maxPixels || Math.max(width, height) > maxSide)
    throw new BadInput('file', uploadRefusals.hugeImage(name, { width, height }));
  const verdict = await tryPicture(file);
  if (verdict === 'broken') throw new BadInput('file', uploadRefusals.brokenImage(name));
  if (verdict !== 'drawn')
    throw new BadInput('file', uploadRefusals.hugeImage(name, { width, height }));
};

/**
 * Refuses, while somebody can still help, what the room screen could not show. Throws BadInput with
 * the reason.
 */
export const tryShowing = async (
  candidate: Candidate,
  { tryPdf, tryPicture }: { tryPdf: TryPdf; tryPicture: TryPicture },
): Promise<void> => {
  if (candidate.kind === 'image') await tryImage(candidate, tryPicture);
  if (candidate.kind !== 'pdf') return;
  const verdict = await tryPdf(candidate.file);
  if (!verdict.shown) throw new BadInput('file', pdfRefusals[verdict.fault](candidate.name));
};
