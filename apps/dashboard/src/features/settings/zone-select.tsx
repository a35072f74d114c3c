'use client';

import { Combobox } from '@base-ui/react/combobox';
import { isTimeZone } from '@nanoedge/base';
import { settingsWords, timeOfDay, zoneName } from '@nanoedge/words';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { useClocks } from '@/browser/site/site.tsx';
import { useNow } from '@/browser/time/clock.tsx';
import { isFound, type ZoneChoice, zoneChoices } from './zone-choices.ts';

const Choice = ({ choice }: { choice: ZoneChoice }) => (
  <Combobox.Item
    value={choice}
    className="flex min-h-9 cursor-default items-center gap-2 rounded px-2 py-1 outline-none data-highlighted:bg-accent-soft"
  >
    <span className="min-w-0 flex-1 break-words tabular-nums">{choice.label}</span>
    <Combobox.ItemIndicator className="text-accent">
      <Check aria-hidden className="size-4" />
    </Combobox.ItemIndicator>
  </Combobox.Item>
);

const Choices = () => (
  <Combobox.Portal>
    <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
      <Combobox.Popup
        aria-label={settingsWords.timeZone}
        className="flex max-h-[min(22rem,var(--available-height))] w-(--anchor-width) flex-col rounded-md border border-line bg-raised text-ink shadow-pop"
      >
        <Combobox.Input
          aria-label={settingsWords.findZone}
          placeholder={settingsWords.findZone}
          className="h-10 shrink-0 rounded-t-md border-b border-line bg-transparent px-2.5 text-base outline-none placeholder:text-ink-faint md:text-sm"
        />
        <Combobox.Empty>
          <p className="p-2.5 text-ink-soft empty:hidden">{settingsWords.noZone}</p>
        </Combobox.Empty>
        <Combobox.List className="min-h-0 overflow-y-auto p-1 empty:hidden">
          {(choice: ZoneChoice) => <Choice key={choice.value} choice={choice} />}
        </Combobox.List>
      </Combobox.Popup>
    </Combobox.Positioner>
  </Combobox.Portal>
);

/** What the clocks of the zone show now, and that of whoever looks where it shows another time. */
const TimeThere = ({ zone }: { zone: string }) => {
  const { site, own } = useClocks();
  const now = useNow();
  if (now === null || !isTimeZone(zone)) return settingsWords.timeZoneHint;
  const there = { ...site, zone };
  const [time, here] = [timeOfDay(now, there), timeOfDay(now, own)];
  return [
    settingsWords.timeNow(time, zoneName(now, there)),
    ...(time === here ? [] : [settingsWords.ownTime(here)]),
    settingsWords.timeZoneHint,
  ].join(' ');
};

/** A zone out of all that the calendar knows, found by typing; empty: that of the installation. */
export const ZoneSelect = ({
  value,
  ofInstallation,
  onChange,
  error,
}: {
  value: string;
  ofInstallation: string;
  onChange: (zone: string) => void;
  error: string | undefined;
}) => {
  const [opened] = useState(() => Date.now());
  const choices = useMemo(
    () => zoneChoices({ chosen: value, ofInstallation }, opened),
    [value, ofInstallation, opened],
  );
  const chosen = choices.find((choice) => choice.value === value) ?? null;
  const hint = <TimeThere zone={value === '' ? ofInstallation : value} />;
  return (
    <Field id="time-zone" label={settingsWords.timeZone} error={error} hint={hint}>
      <Combobox.Root
        items={choices}
        value={chosen}
        filter={isFound}
        itemToStringLabel={(choice: ZoneChoice) => choice.label}
        isItemEqualToValue={(one: ZoneChoice, other: ZoneChoice) => one.value === other.value}
        onValueChange={(choice) => {
          if (choice !== null) onChange(choice.value);
        }}
      >
        <Combobox.Trigger
          id="time-zone"
          aria-invalid={error !== undefined}
          aria-describedby={describedBy('time-zone', error, hint)}
          className="flex min-h-8 w-full items-center gap-2 rounded-md border border-line-strong/60 bg-surface px-2.5 py-1 text-left text-base tabular-nums hover:border-line-strong focus-visible:border-accent aria-invalid:border-broken md:text-sm"
        >
          <span className="min-w-0 flex-1 break-words">{chosen?.label ?? value}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
        </Combobox.Trigger>
        <Choices />
      </Combobox.Root>
    </Field>
  );
};
