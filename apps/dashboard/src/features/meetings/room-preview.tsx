'use client';

import { PreviewAnswer, type PreviewAsk } from '@nanoedge/protocol';
import { previewWords } from '@nanoedge/words';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';

const framePage = '/api/room-preview/index.html';

/** The pixels of a room screen; the frame is drawn as large and then made as small as its place. */
const screenSize = { width: 1920, height: 1080 };

/** How long the frame may take to say that it is there, until people are told. */
const patienceMs = 20_000;

type Piece = Omit<PreviewAsk, 'page'>;

/** What the frame has said: nothing yet, that it can be asked, or how many pages there are. */
const useFrame = () => {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [isLate, setLate] = useState(false);
  const [pages, setPages] = useState<number | null>(null);
  useEffect(() => {
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (event.origin !== window.location.origin) return;
      if (frame.current === null || event.source !== frame.current.contentWindow) return;
      const read = PreviewAnswer.safeParse(event.data);
      if (!read.success) return;
      setReady(true);
      setPages(read.data.pages);
    };
    window.addEventListener('message', onMessage);
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => {
      window.removeEventListener('message', onMessage);
      clearTimeout(timer);
    };
  }, []);
  return { frame, isReady, isMissing: isLate && !isReady, pages };
};

/** By how much the screen has to shrink to be as wide as its place. */
const useScale = () => {
  const place = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => setScale(element.clientWidth / screenSize.width));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return { place, scale };
};

const Pages = ({
  name,
  page,
  pages,
  show,
}: {
  name: string;
  page: number;
  pages: number;
  show: (page: number) => void;
}) => (
  <div className="flex items-center gap-1">
    <Button
      size="icon"
      tone="ghost"
      disabled={page === 0}
      aria-label={previewWords.before(name)}
      onClick={() => show(page - 1)}
    >
      <ChevronLeft aria-hidden />
    </Button>
    <span aria-live="polite" className="tabular-nums">
      {previewWords.page(page + 1, pages)}
    </span>
    <Button
      size="icon"
      tone="ghost"
      disabled={page + 1 >= pages}
      aria-label={previewWords.after(name)}
      onClick={() => show(page + 1)}
    >
      <ChevronRight aria-hidden />
    </Button>
  </div>
);

/**
 * A piece of content as the room shows it: the room screen's own page in a frame, drawn at the size
 * of a screen and made smaller.
 */
export const RoomPreview = ({ kind, name, url }: Piece) => {
  const { frame, isReady, isMissing, pages } = useFrame();
  const { place, scale } = useScale();
  const [wanted, setPage] = useState(0);
  const page = Math.min(wanted, (pages ?? 1) - 1);
  useEffect(() => {
    const ask: PreviewAsk = { kind, name, url, page };
    if (isReady) frame.current?.contentWindow?.postMessage(ask, window.location.origin);
  }, [frame, isReady, kind, name, url, page]);
  return (
    <figure className="flex min-w-0 flex-col gap-1" data-testid="room-preview">
      <div
        ref={place}
        className="relative aspect-video w-full overflow-hidden rounded border border-line bg-sunken"
      >
        <iframe
          ref={frame}
          src={framePage}
          title={previewWords.frame(name)}
          style={{ ...screenSize, transform: `scale(${String(scale)})` }}
          className="absolute top-0 left-0 max-w-none origin-top-left border-0"
        />
      </div>
      <figcaption className="flex min-h-8 flex-wrap items-center justify-between gap-2 text-xs text-ink-soft">
        {isMissing ? <FieldError>{previewWords.missing}</FieldError> : previewWords.caption}
        {pages === null || pages < 2 ? null : (
          <Pages name={name} page={page} pages={pages} show={setPage} />
        )}
      </figcaption>
    </figure>
  );
};
