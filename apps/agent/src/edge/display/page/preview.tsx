import '@fontsource-variable/inter/wght.css';
import './page.css';
import { PreviewAsk, type PreviewAnswer } from '@nanoedge/protocol';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ShownPiece } from './shown-piece.tsx';

const tell = (answer: PreviewAnswer): void =>
  window.parent.postMessage(answer, window.location.origin);

/** One piece of content, as the room screen shows it, for the page that has this one in a frame. */
const Preview = (): ReactElement => {
  const [asked, setAsked] = useState<PreviewAsk | null>(null);
  useEffect(() => {
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (event.origin !== window.location.origin || event.source !== window.parent) return;
      const read = PreviewAsk.safeParse(event.data);
      if (read.success) setAsked(read.data);
    };
    window.addEventListener('message', onMessage);
    tell({ pages: null });
    return () => window.removeEventListener('message', onMessage);
  }, []);
  const onPages = useCallback((pages: number) => tell({ pages }), []);
  return (
    <main className="screen" data-testid="room-preview">
      <section className="content">
        {asked === null ? (
          <div className="bare" />
        ) : (
          <ShownPiece key={`${asked.kind} ${asked.url}`} {...asked} onPages={onPages} />
        )}
      </section>
    </main>
  );
};

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<Preview />);
