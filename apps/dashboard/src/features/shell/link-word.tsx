'use client';

import { StateWord } from '@/components/ui/state-mark.tsx';
import { useLive } from '@/browser/live/provider.tsx';

/** The state of this page's own live link, in a word. */
export const LinkWord = ({ compact = false }: { compact?: boolean }) => {
  const link = useLive((state) => state.link);
  const [tone, word] =
    link.kind === 'live'
      ? (['ok', 'live'] as const)
      : link.kind === 'connecting'
        ? (['attention', 'connecting'] as const)
        : link.kind === 'lost'
          ? (['broken', 'link lost'] as const)
          : (['broken', 'link refused'] as const);
  return (
    <span
      role="status"
      data-testid="live-link"
      data-state={link.kind}
      title={`This page’s live link: ${word}`}
    >
      <StateWord tone={tone} className="text-xs">
        <span className={compact ? 'sr-only' : ''}>{word}</span>
      </StateWord>
    </span>
  );
};
