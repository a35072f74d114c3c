import type { Journey } from '@nanoedge/protocol';
import { arrivalWords, formatSpan, journeyStart } from '@nanoedge/words';
import Link from 'next/link';
import { LabelledValue } from '@/components/ui/page.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { useNames } from '@/features/events/names.ts';
import type { HopSpan } from '@/features/journeys/hops.ts';

const spanText = (ms: number | null): string => (ms === null ? arrivalWords.none : formatSpan(ms));

const Meeting = ({ meeting }: { meeting: Journey['meeting'] }) =>
  meeting === null ? (
    arrivalWords.none
  ) : (
    <Link
      href={`/meetings/${encodeURIComponent(meeting.id)}`}
      className="text-accent hover:underline"
    >
      {meeting.title}
    </Link>
  );

/** When somebody came, where they are and what for, and how long the house took. */
export const ArrivalFacts = ({
  journey,
  spans,
}: {
  journey: Journey;
  spans: readonly HopSpan[];
}) => {
  const names = useNames();
  const decision = spans.find(({ name }) => name === 'identity')?.ms ?? null;
  const [first, last] = [spans[0], spans.at(-1)];
  const total = first === undefined || last === undefined ? null : last.at - first.at;
  return (
    <dl className="grid grid-cols-2 gap-3 rounded-lg border border-line bg-surface p-3 sm:grid-cols-5">
      <LabelledValue label={arrivalWords.came}>
        <Ago at={journeyStart(journey)} />
      </LabelledValue>
      <LabelledValue label={arrivalWords.nowIn}>{names.zone(journey.zone)}</LabelledValue>
      <LabelledValue label={arrivalWords.meeting}>
        <Meeting meeting={journey.meeting} />
      </LabelledValue>
      <LabelledValue label={arrivalWords.decision}>{spanText(decision)}</LabelledValue>
      <LabelledValue label={total === null ? arrivalWords.soFar : arrivalWords.total}>
        {spanText(total)}
      </LabelledValue>
    </dl>
  );
};
