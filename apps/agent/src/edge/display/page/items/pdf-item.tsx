import { roomScreenWords } from '@nanoedge/words';
import { getDocument, GlobalWorkerOptions, TextLayer, type PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Missing } from './missing.tsx';
import { useRetry } from './use-retry.ts';

/** What lies beside the page, wherever it is served. */
const beside = (path: string): string => new URL(path, import.meta.url).href;

GlobalWorkerOptions.workerSrc = beside('pdf.worker.js');

const open = (url: string) =>
  getDocument({
    url,
    cMapUrl: beside('pdf/cmaps/'),
    standardFontDataUrl: beside('pdf/standard_fonts/'),
    wasmUrl: beside('pdf/wasm/'),
    useSystemFonts: false,
    enableXfa: false,
  });

interface Sheet {
  pdf: PDFDocumentProxy;
  page: number;
  /** CSS pixels that it may fill. */
  space: { width: number; height: number };
}

const screenSpace = (): Sheet['space'] => ({
  width: window.innerWidth,
  height: window.innerHeight,
});

/** Draws one page as large as the screen allows, with its text on top, invisible but real. */
const draw = async (
  { pdf, page, space }: Sheet,
  frame: HTMLDivElement,
  signal: AbortSignal,
): Promise<void> => {
  const sheet = await pdf.getPage(Math.min(page + 1, pdf.numPages));
  if (signal.aborted) return;
  const natural = sheet.getViewport({ scale: 1 });
  const scale = Math.min(space.width / natural.width, space.height / natural.height);
  const viewport = sheet.getViewport({ scale });
  const density = window.devicePixelRatio;
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width * density);
  canvas.height = Math.floor(viewport.height * density);
  const paper = document.createElement('div');
  paper.className = 'paper';
  paper.style.width = `${viewport.width}px`;
  paper.style.height = `${viewport.height}px`;
  paper.style.setProperty('--total-scale-factor', String(scale));
  const text = document.createElement('div');
  text.className = 'textLayer';
  paper.append(canvas, text);
  const drawing = sheet.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
  signal.addEventListener('abort', () => drawing.cancel(), { once: true });
  const layer = new TextLayer({
    textContentSource: sheet.streamTextContent(),
    container: text,
    viewport,
  });
  await Promise.all([drawing.promise, layer.render()]);
  if (!signal.aborted) frame.replaceChildren(paper);
};

const PdfPage = ({ pdf, page }: Omit<Sheet, 'space'>): ReactElement => {
  const frame = useRef<HTMLDivElement>(null);
  const [space, setSpace] = useState(screenSpace);
  useEffect(() => {
    const onResize = (): void => setSpace(screenSpace());
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const stop = new AbortController();
    // A cancelled drawing rejects; the next one is on its way
    draw({ pdf, page, space }, element, stop.signal).catch(() => undefined);
    return () => stop.abort();
  }, [pdf, page, space]);
  return <div className="pdf" ref={frame} data-page={page + 1} />;
};

export const PdfItem = ({
  url,
  page,
  onPages,
}: {
  url: string;
  page: number;
  onPages: (pages: number) => void;
}): ReactElement => {
  const { attempt, failed, fail, succeed } = useRetry();
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  useEffect(() => {
    const task = open(url);
    let gone = false;
    task.promise.then(
      (opened) => {
        if (gone) return;
        setPdf(opened);
        onPages(opened.numPages);
        succeed();
      },
      () => {
        if (!gone) fail();
      },
    );
    return () => {
      gone = true;
      void task.destroy();
    };
  }, [url, attempt, onPages, fail, succeed]);
  if (pdf === null)
    return failed ? <Missing what={roomScreenWords.document} /> : <div className="bare" />;
  return <PdfPage pdf={pdf} page={page} />;
};
