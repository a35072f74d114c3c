import { simulateWords } from '@nanoedge/words';
import { CalendarCheck } from 'lucide-react';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Disc } from '@/components/ui/disc.tsx';
import { toggled } from './toggled.ts';
import { expectation, type Visitor, visitorName } from './visitor.ts';

const VisitorLabel = ({ visitor }: { visitor: Visitor }) => (
  <>
    <Disc person={visitor.person} size="sm" />
    <span
      className="min-w-0 truncate"
      title={simulateWords.walker(visitorName(visitor), expectation(visitor))}
    >
      {visitorName(visitor)}
    </span>
    {visitor.invited.length > 0 ? (
      <>
        <CalendarCheck aria-hidden className="ml-auto size-3.5 shrink-0 text-ok" />
        <span className="sr-only">{simulateWords.invited}</span>
      </>
    ) : null}
  </>
);

/** Picks those who come, by their walkers. */
export const WhoComes = ({
  visitors,
  picked,
  onPick,
}: {
  visitors: readonly Visitor[];
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
}) => (
  <fieldset>
    <legend className="mb-1 flex w-full items-center gap-1 text-xs text-ink-soft">
      {simulateWords.who} <CalendarCheck aria-hidden className="ml-auto size-3.5 text-ok" />{' '}
      {simulateWords.invitedNow}
    </legend>
    <div className="grid grid-cols-1 gap-x-3 sm:grid-cols-2">
      {visitors.map((visitor) => (
        <Checkbox
          key={visitor.walker}
          checked={picked.has(visitor.walker)}
          onChange={(on) => onPick(toggled(picked, visitor.walker, on))}
          className={visitor.person === null ? 'sm:col-span-2' : ''}
        >
          <VisitorLabel visitor={visitor} />
        </Checkbox>
      ))}
    </div>
  </fieldset>
);
