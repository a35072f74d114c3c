'use client';

import { Combobox } from '@base-ui/react/combobox';
import type { PersonSummary } from '@nanoedge/protocol';
import { meetingFormWords } from '@nanoedge/words';
import { Check, X } from 'lucide-react';
import { Disc } from '@/components/ui/disc.tsx';
import { FieldError } from '@/components/ui/field.tsx';

const same = (a: PersonSummary, b: PersonSummary) => a.id === b.id;

const Invited = ({ person }: { person: PersonSummary }) => (
  <Combobox.Chip
    aria-label={person.name}
    data-testid="participant-chip"
    className="flex h-6 items-center gap-1.5 rounded-full bg-sunken pr-1 pl-0.5 text-sm outline-none focus-within:bg-accent-soft data-highlighted:bg-accent-soft dark:bg-unknown-soft"
  >
    <Disc person={person} size="sm" /> {person.name}
    <Combobox.ChipRemove
      aria-label={meetingFormWords.remove(person.name)}
      className="flex size-4 items-center justify-center rounded-full text-ink-soft hover:bg-line hover:text-ink"
    >
      <X aria-hidden className="size-3" />
    </Combobox.ChipRemove>
  </Combobox.Chip>
);

const Choice = ({ person }: { person: PersonSummary }) => (
  <Combobox.Item
    value={person}
    className="flex h-9 cursor-default items-center gap-2 rounded px-2 outline-none data-highlighted:bg-accent-soft"
  >
    <Disc person={person} size="sm" />
    <span className="truncate">{person.name}</span>
    <Combobox.ItemIndicator className="ml-auto text-accent">
      <Check aria-hidden className="size-4" />
    </Combobox.ItemIndicator>
  </Combobox.Item>
);

const Choices = () => (
  <Combobox.Portal>
    <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
      <Combobox.Popup className="max-h-72 w-(--anchor-width) overflow-y-auto rounded-md border border-line bg-raised p-1 text-ink shadow-pop">
        <Combobox.Empty>
          <p className="p-2 text-ink-soft empty:hidden">{meetingFormWords.nobody}</p>
        </Combobox.Empty>
        <Combobox.List>
          {(person: PersonSummary) => <Choice key={person.id} person={person} />}
        </Combobox.List>
      </Combobox.Popup>
    </Combobox.Positioner>
  </Combobox.Portal>
);

/** Type-ahead over the site's people; who is chosen stands in the field as a chip. */
export const ParticipantsField = ({
  people,
  value,
  onChange,
  error,
}: {
  people: readonly PersonSummary[];
  value: PersonSummary[];
  onChange: (people: PersonSummary[]) => void;
  error: string | undefined;
}) => (
  <div className="flex min-w-0 flex-col gap-1">
    <label htmlFor="participants" className="text-xs font-medium text-ink-soft">
      {meetingFormWords.participants}
    </label>
    <Combobox.Root
      items={people}
      multiple
      value={value}
      onValueChange={(chosen, details) => {
        // Escape closes the list; with the list closed it would empty the field
        if (details.reason === 'escape-key') details.cancel();
        else onChange(chosen);
      }}
      isItemEqualToValue={same}
      itemToStringLabel={(person: PersonSummary) => person.name}
    >
      <Combobox.InputGroup className="rounded-md border border-line-strong/60 bg-surface px-1 py-0.5 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
        <Combobox.Chips
          className="flex min-h-7 flex-wrap items-center gap-1"
          aria-label={value.length > 0 ? meetingFormWords.invited : undefined}
        >
          {value.map((person) => (
            <Invited key={person.id} person={person} />
          ))}
          <Combobox.Input
            id="participants"
            placeholder={value.length === 0 ? meetingFormWords.typeName : ''}
            aria-invalid={error !== undefined}
            aria-describedby={error === undefined ? undefined : 'participants-error'}
            className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-base outline-none placeholder:text-ink-faint md:text-sm"
          />
        </Combobox.Chips>
      </Combobox.InputGroup>
      <Choices />
    </Combobox.Root>
    {error === undefined ? null : <FieldError id="participants-error">{error}</FieldError>}
  </div>
);
