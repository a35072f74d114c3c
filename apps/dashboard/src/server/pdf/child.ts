import { readFile } from 'node:fs/promises';
import type { PdfVerdict } from '../services/pdf-port.ts';
import { tryDocument } from './document.ts';

/**
 * A program of its own, started for one PDF: a document that eats memory or never ends takes only
 * this process with it.
 */
const answer = async (file: string): Promise<PdfVerdict> =>
  tryDocument(new Uint8Array(await readFile(file)));

process.stdout.write(JSON.stringify(await answer(process.argv[2] ?? '')));
