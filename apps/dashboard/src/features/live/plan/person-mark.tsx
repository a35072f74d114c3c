import { liveWords, refusalWord, whoIs } from '@nanoedge/words';
import { inkOn } from '@/components/ui/colour.ts';
import type { PlacedPerson } from './places.ts';

/** The word under a disc: why somebody is turned away, else their first name. */
const caption = ({ journey, manner }: PlacedPerson): string => {
  if (manner === 'refused') return refusalWord(journey.refusal);
  if (journey.state === 'unrecognised') return liveWords.noKey;
  if (journey.state === 'lost') return liveWords.neverArrived;
  return journey.person?.name.split(' ')[0] ?? liveWords.somebody;
};

/**
 * A person on the plan: disc and initials in their colour; turned away: with a cross and the
 * reason.
 */
export const PersonMark = ({
  placed,
  x,
  y,
  selected,
  labelled,
  onSelect,
}: {
  placed: PlacedPerson;
  x: number;
  y: number;
  selected: boolean;
  /** Whether there is room for names; why somebody is turned away is said in any case. */
  labelled: boolean;
  onSelect: () => void;
}) => {
  const { journey, manner } = placed;
  const { person } = journey;
  const fill = person?.colour ?? 'var(--unknown-soft)';
  return (
    <g
      className="plan-person cursor-pointer"
      style={{ transform: `translate(${String(x)}px, ${String(y)}px)` }}
      onClick={onSelect}
      data-testid="plan-person"
      data-journey={journey.id}
      data-zone={placed.zone}
      data-manner={manner}
    >
      <title>{liveWords.who(whoIs(journey), caption(placed))}</title>
      {selected ? <circle r={17} fill="none" stroke="var(--accent)" strokeWidth={2} /> : null}
      <circle
        r={13}
        fill={fill}
        stroke={person === null ? 'var(--line-strong)' : 'var(--surface)'}
        strokeWidth={person === null ? 1.5 : 2}
        strokeDasharray={person === null ? '3 2' : undefined}
        opacity={manner === 'gone' ? 0.5 : 1}
      />
      <text
        textAnchor="middle"
        dominantBaseline="central"
        className="text-[0.6875rem] font-semibold select-none"
        fill={person === null ? 'var(--ink-soft)' : inkOn(person.colour)}
      >
        {person?.initials ?? '?'}
      </text>
      {manner === 'refused' ? (
        <g transform="translate(10 -10)">
          <circle r={7} fill="var(--broken)" stroke="var(--surface)" strokeWidth={1.5} />
          <path
            d="M-2.5 -2.5 2.5 2.5M2.5 -2.5 -2.5 2.5"
            stroke="var(--surface)"
            strokeWidth={1.8}
            strokeLinecap="round"
          />
        </g>
      ) : null}
      {labelled || manner === 'refused' ? (
        <text
          y={25}
          textAnchor="middle"
          stroke="var(--plan-floor)"
          strokeWidth={3}
          paintOrder="stroke"
          className={
            manner === 'refused'
              ? 'fill-broken text-[0.6875rem] font-medium'
              : 'fill-ink text-[0.6875rem] font-medium'
          }
        >
          {caption(placed)}
        </text>
      ) : null}
    </g>
  );
};
