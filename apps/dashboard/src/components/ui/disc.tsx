import { commonWords } from '@nanoedge/words';
import type { PersonSummary } from '@nanoedge/protocol';
import { inkOn } from './colour.ts';
import { cn } from './cn.ts';

/**
 * A person as a disc in their colour with their initials; without a person, a dashed ring with a
 * question mark.
 */
export const Disc = ({
  person,
  size = 'md',
  className,
}: {
  person: Pick<PersonSummary, 'initials' | 'colour'> | null;
  size?: 'sm' | 'md' | 'lg';
  className?: string;
}) => (
  <span
    aria-hidden
    className={cn(
      'inline-flex shrink-0 items-center justify-center rounded-full font-semibold select-none',
      size === 'sm'
        ? 'size-5 text-[0.5625rem]'
        : size === 'lg'
          ? 'size-10 text-sm'
          : 'size-7 text-[0.6875rem]',
      person === null ? 'border border-dashed border-line-strong text-ink-soft' : '',
      className,
    )}
    style={person === null ? undefined : { background: person.colour, color: inkOn(person.colour) }}
  >
    {person?.initials ?? '?'}
  </span>
);

/** Several people as overlapping discs; the rest as a count. */
export const DiscStack = ({
  people,
  max = 5,
}: {
  people: readonly PersonSummary[];
  max?: number;
}) => (
  <span className="inline-flex items-center" title={people.map((person) => person.name).join(', ')}>
    {people.slice(0, max).map((person, index) => (
      <Disc
        key={person.id}
        person={person}
        size="sm"
        className={cn('ring-2 ring-surface', index > 0 ? '-ml-1.5' : '')}
      />
    ))}
    {people.length > max ? (
      <span className="ml-1 text-xs text-ink-faint">{commonWords.more(people.length - max)}</span>
    ) : null}
    <span className="sr-only">{people.map((person) => person.name).join(', ')}</span>
  </span>
);
