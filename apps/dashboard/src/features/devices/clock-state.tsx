import { clockWords } from '@nanoedge/words';
import { StateWord } from '@/components/ui/state-mark.tsx';

/** Whether a device's clock is right; where it is not, how far off, and how that is mended. */
export const ClockState = ({ aheadMs }: { aheadMs: number | null }) => {
  if (aheadMs === null) return clockWords.notCompared;
  if (Math.abs(aheadMs) <= clockWords.alarmBeyondMs) return clockWords.right;
  return (
    <span title={clockWords.meanwhile}>
      <StateWord tone="attention">{clockWords.differs(aheadMs)}</StateWord>
    </span>
  );
};
