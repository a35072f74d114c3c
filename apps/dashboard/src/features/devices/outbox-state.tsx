import type { OutboxReport } from '@nanoedge/protocol';
import { outboxShare, outboxWords } from '@nanoedge/words';
import { StateWord } from '@/components/ui/state-mark.tsx';

/** How many events wait on a device, of how many that may. */
export const OutboxState = ({ outbox, depth }: { outbox: OutboxReport | null; depth: number }) => {
  if (outbox === null) return depth;
  const holds = outboxWords.holds(outbox);
  return outboxShare(outbox) < outboxWords.alarmFrom ? (
    <span title={holds}>{holds}</span>
  ) : (
    <span title={holds}>
      <StateWord tone="attention">{holds}</StateWord>
    </span>
  );
};

/** A warning before some of what waits is given up, with what goes first. */
export const OutboxNote = ({ outbox }: { outbox: OutboxReport | null }) => {
  const share = outbox === null ? 0 : outboxShare(outbox);
  return share < outboxWords.alarmFrom ? null : (
    <p
      role="status"
      className="rounded-md border border-attention/40 bg-attention-soft px-3 py-2 text-attention"
    >
      {outboxWords.note(share)}
    </p>
  );
};
