import { roomScreenWords } from '@nanoedge/words';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import Markdown from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { layOut } from './lay-out.ts';
import { Missing } from './missing.tsx';
import { useRetry } from './use-retry.ts';

interface MarkdownItemProps {
  url: string;
  page: number;
  onPages: (pages: number) => void;
}

/** Nobody leaves the room screen by a link in a text. */
const DeadLink = ({ children }: { children?: ReactNode }): ReactElement => (
  <span className="dead-link">{children}</span>
);

export const MarkdownItem = ({ url, page, onPages }: MarkdownItemProps): ReactElement => {
  const { attempt, failed, fail, succeed } = useRetry();
  const [text, setText] = useState<string | null>(null);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    const load = async (): Promise<void> => {
      const response = await fetch(url, { signal: stop.signal });
      if (!response.ok) throw new TypeError(`content answered ${response.status}`);
      setText(await response.text());
      succeed();
    };
    load().catch(() => {
      if (!stop.signal.aborted) fail();
    });
    return () => stop.abort();
  }, [url, attempt, fail, succeed]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const lay = (): void => {
      const pages = layOut(element);
      element.scrollLeft = Math.min(page, pages - 1) * element.clientWidth;
      onPages(pages);
    };
    lay();
    const watch = new ResizeObserver(lay);
    watch.observe(element);
    return () => watch.disconnect();
  }, [text, page, onPages]);
  if (text === null)
    return failed ? <Missing what={roomScreenWords.text} /> : <div className="bare" />;
  return (
    <div className="markdown">
      <article ref={box} data-page={page + 1}>
        <Markdown
          remarkPlugins={[remarkGfm]}
          rehypePlugins={[rehypeSanitize]}
          components={{ a: DeadLink }}
        >
          {text}
        </Markdown>
      </article>
    </div>
  );
};
