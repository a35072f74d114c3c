'use client';

import { linkStateWords } from '@nanoedge/words';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { useLive } from '@/browser/live/provider.tsx';

/** The state of this page's own live link, in a word. */
export const LinkWord = ({ compact = false }: { compact?: boolean }) => {
  const link = useLive((state) => state.link);
  const [tone, word] =
    link.kind === 'live'
      ? (['ok', linkStateWords.live] as const)
      : link.kind === 'connecting'
        ? (['attention', linkStateWords.connecting] as const)
        : link.kind === 'lost'
          ? (['broken', linkStateWords.lost] as const)
          : (['broken', linkStateWords.refused] as const);
  return (
    <span
      role="status"
      data-testid="live-link"
      data-state={link.kind}
      title={linkStateWords.title(word)}
    >
      <StateWord tone={tone} className="text-xs">
        <span className={compact ? 'sr-only' : ''}>{word}</span>
      </StateWord>
    </span>
  );
};
