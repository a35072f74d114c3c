import { fileURLToPath } from 'node:url';
import {
  getDocument,
  PasswordException,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PdfFault, PdfVerdict } from '../services/pdf-port.ts';
import { holdsHugePicture } from './pictures.ts';

/** After this the pages that were not looked at are believed: 2,000 pages are fine. */
const lookMs = 8_000;

const screenWidth = 960;

const packageFolder = fileURLToPath(new URL('../../', import.meta.resolve('pdfjs-dist')));

/** The same reader with the same settings as on the room screen. */
const open = (data: Uint8Array): Promise<PDFDocumentProxy> =>
  getDocument({
    data,
    cMapUrl: `${packageFolder}cmaps/`,
    standardFontDataUrl: `${packageFolder}standard_fonts/`,
    wasmUrl: `${packageFolder}wasm/`,
    useSystemFonts: false,
    enableXfa: false,
    verbosity: 0,
  }).promise;

const refused = (fault: PdfFault): PdfVerdict => ({ shown: false, fault });

/** The end mark stands near the end (ISO 32000-1, 7.5.5); what was cut short has lost it. */
const hasEnd = (data: Uint8Array): boolean => Buffer.from(data.subarray(-2_048)).includes('%%EOF');

/** What pdf.js does not say of the canvases that it makes on Node. */
interface Canvases {
  create: (width: number, height: number) => { canvas: HTMLCanvasElement };
}

const drawFirst = async (pdf: PDFDocumentProxy, page: PDFPageProxy): Promise<void> => {
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({
    scale: screenWidth / Math.max(natural.width, natural.height),
  });
  const { canvas } = (pdf.canvasFactory as Canvases).create(
    Math.ceil(viewport.width),
    Math.ceil(viewport.height),
  );
  await page.render({ canvas, viewport }).promise;
};

/** Draws the first page and works out what the others would draw. */
const lookThrough = async (pdf: PDFDocumentProxy): Promise<void> => {
  const until = performance.now() + lookMs;
  for (let number = 1; number <= pdf.numPages && performance.now() < until; number += 1) {
    const page = await pdf.getPage(number);
    if (number === 1) await drawFirst(pdf, page);
    else await page.getOperatorList();
    page.cleanup();
  }
};

/** Reads a document whole and works its pages out. */
export const tryDocument = async (data: Uint8Array): Promise<PdfVerdict> => {
  if (!hasEnd(data)) return refused('broken');
  if (holdsHugePicture(data)) return refused('large');
  try {
    const pdf = await open(data);
    if (pdf.numPages === 0) return refused('empty');
    await lookThrough(pdf);
    return { shown: true, pages: pdf.numPages };
  } catch (error) {
    return refused(error instanceof PasswordException ? 'password' : 'broken');
  }
};
