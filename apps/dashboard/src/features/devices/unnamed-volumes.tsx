import { hostWords } from '@nanoedge/words';
import { LabelledValue } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';

/** Shown where there are any: they take room, and nobody here may delete them. */
export const UnnamedVolumes = ({ count }: { count: number | null }) =>
  count === null || count === 0 ? null : (
    <LabelledValue label={hostWords.unnamed} hint={hostWords.unnamedWhy}>
      <StateWord tone="attention">{hostWords.unnamedAre(count)}</StateWord>
    </LabelledValue>
  );
