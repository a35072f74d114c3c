import { roomScreenWords } from '@nanoedge/words';
import { useEffect, useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import Markdown from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { Missing } from './missing.tsx';
import { useRetry } from './use-retry.ts';

/** Font sizes to try, in hundredths of the screen's height, until the text fits. */
const sizes = [4.6, 4, 3.5, 3, 2.6, 2.2];

export const MarkdownItem = ({ url }: { url: string }): ReactElement => {
  const { attempt, failed, fail, succeed } = useRetry();
  const [text, setText] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
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
    if (element === null) return;
    for (const size of sizes) {
      element.style.fontSize = `${size}vh`;
      if (element.scrollHeight <= element.clientHeight) break;
    }
  }, [text]);
  if (text === null)
    return failed ? <Missing what={roomScreenWords.text} /> : <div className="bare" />;
  return (
    <div className="markdown" ref={box}>
      <article>
        <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]}>
          {text}
        </Markdown>
      </article>
    </div>
  );
};
