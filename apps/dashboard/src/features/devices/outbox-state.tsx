import type { OutboxReport } from '@nanoedge/protocol';
import { outboxShare, outboxWords } from '@nanoedge/words';
import { StateWord } from '@/components/ui/state-mark.tsx';

/** How many events wait on a device, of how many that may; a warning before some are given up. */
export const OutboxState = ({ outbox, depth }: { outbox: OutboxReport | null; depth: number }) => {
  if (outbox === null) return depth;
  const share = outboxShare(outbox);
  if (share < outboxWords.alarmFrom) return outboxWords.holds(outbox);
  return (
    <>
      <StateWord tone="attention">{outboxWords.filling(share)}</StateWord>
      <p className="text-ink-soft">{outboxWords.meanwhile}</p>
    </>
  );
};
