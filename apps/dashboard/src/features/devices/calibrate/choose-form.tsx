'use client';

import { calibrateWords as words } from '@nanoedge/words';
import { mostTeachingSeconds } from '@nanoedge/protocol';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { describedBy, Field, FieldError } from '@/components/ui/field.tsx';
import { Input, Select } from '@/components/ui/input.tsx';
import { type CalibrationDetail, type LeftTour, newCalibrationId, type Tour } from './tour.ts';

type Person = Outputs['people']['list'][number];

const leastSeconds = 5;
const usualSeconds = 30;

const fits = (seconds: number): boolean =>
  seconds >= leastSeconds && seconds <= mostTeachingSeconds;

/** Whether simulated scanners hear simulated people here. */
const useSimulatedSite = (): boolean => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const { data } = useQuery(trpc.devices.list.queryOptions({ site }));
  return (data ?? []).some(({ things }) =>
    things.some(({ kind, driver }) => kind === 'ble' && driver === 'simulated'),
  );
};

const ZoneChoice = ({
  zones,
  left,
  onToggle,
  error,
}: {
  zones: Tour['zones'];
  /** Zones that are left out. */
  left: ReadonlySet<string>;
  onToggle: (zone: string) => void;
  error: string | undefined;
}) => (
  <fieldset className="flex flex-col gap-1">
    <legend className="text-xs font-medium text-ink-soft">{words.zones}</legend>
    <ol className="max-h-56 overflow-y-auto">
      {zones.map(({ zone, name }) => (
        <li key={zone}>
          <Checkbox checked={!left.has(zone)} onChange={() => onToggle(zone)}>
            <span className="break-words">{name}</span>
          </Checkbox>
        </li>
      ))}
    </ol>
    {error === undefined ? null : <FieldError>{error}</FieldError>}
  </fieldset>
);

const KeyField = ({
  people,
  value,
  only,
  onChange,
}: {
  people: readonly Person[];
  value: string;
  /** Another key cannot go on with it. */
  only: boolean;
  onChange: (key: string) => void;
}) => {
  const id = useId();
  return (
    <Field id={id} label={words.key} hint={words.keyHint}>
      <Select
        id={id}
        value={value}
        disabled={only}
        onChange={({ target }) => onChange(target.value)}
        aria-describedby={describedBy(id, undefined, words.keyHint)}
      >
        {people.flatMap(({ name, keys }) =>
          keys.map((key) => (
            <option key={key.id} value={key.shown}>
              {words.keyOf(name, key.shown, key.label)}
            </option>
          )),
        )}
      </Select>
    </Field>
  );
};

const SecondsField = ({
  id,
  value,
  onChange,
  error,
}: {
  id: string;
  value: string;
  onChange: (seconds: string) => void;
  error: string | undefined;
}) => (
  <Field id={id} label={words.seconds} error={error} hint={words.secondsHint}>
    <Input
      id={id}
      type="number"
      inputMode="numeric"
      min={leastSeconds}
      max={mostTeachingSeconds}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      aria-invalid={error !== undefined}
      aria-describedby={describedBy(id, error, words.secondsHint)}
      className="max-w-28"
    />
  </Field>
);

/** Zones that were not chosen before, or are taught. */
const leftOut = (zones: Tour['zones'], { before, left }: Pick<Choosing, 'before' | 'left'>) => {
  const taught = left?.taught ?? [];
  const chosen = before?.zones ?? zones;
  return zones
    .map(({ zone }) => zone)
    .filter(
      (zone) =>
        taught.some((each) => each.zone === zone) || !chosen.some((each) => each.zone === zone),
    );
};

interface Choosing {
  calibration: CalibrationDetail;
  /** What was chosen before, where that went wrong. */
  before: Tour | null;
  /** What somebody left, and is gone on with; null: a calibration begins. */
  left: LeftTour | null;
  onGo: (tour: Tour) => void;
}

const Chosen = ({
  calibration: { zones },
  people,
  before,
  left,
  onGo,
}: Choosing & { people: readonly Person[] }) => {
  const secondsId = useId();
  const [key, setKey] = useState<string>(
    left?.key ?? before?.key ?? people[0]?.keys[0]?.shown ?? '',
  );
  const [seconds, setSeconds] = useState(String(before?.seconds ?? usualSeconds));
  const [out, setOut] = useState<ReadonlySet<string>>(
    () => new Set(leftOut(zones, { before, left })),
  );
  const [simulated, setSimulated] = useState(before?.simulated ?? false);
  const [sent, setSent] = useState(false);
  const canSimulate = useSimulatedSite();
  const chosen = zones.filter(({ zone }) => !out.has(zone));
  const taught = (left?.taught ?? []).filter(({ zone }) => out.has(zone));
  const badSeconds = fits(Number(seconds)) ? undefined : words.badSeconds;
  const badZones = chosen.length + taught.length > 0 ? undefined : words.noZones;
  const toggle = (zone: string): void => {
    const next = new Set(out);
    if (!next.delete(zone)) next.add(zone);
    setOut(next);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setSent(true);
    if (badSeconds !== undefined) document.getElementById(secondsId)?.focus();
    else if (badZones === undefined)
      onGo({
        id: left?.id ?? newCalibrationId(),
        key: key as Tour['key'],
        seconds: Number(seconds),
        zones: chosen,
        simulated: simulated && canSimulate,
        taught,
      });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {left === null ? null : <p>{words.goesOn.has(left.taught.map(({ name }) => name))}</p>}
      <KeyField people={people} value={key} only={left !== null} onChange={setKey} />
      <SecondsField
        id={secondsId}
        value={seconds}
        onChange={setSeconds}
        error={sent ? badSeconds : undefined}
      />
      <ZoneChoice zones={zones} left={out} onToggle={toggle} error={sent ? badZones : undefined} />
      {canSimulate ? (
        <div>
          <Checkbox checked={simulated} onChange={setSimulated}>
            {words.simulated}
          </Checkbox>
          <p className="text-xs text-ink-faint">{words.simulatedHint}</p>
        </div>
      ) : null}
      <div className="flex justify-end">
        <Button type="submit" tone="primary">
          {left === null ? words.go : words.goesOn.go}
        </Button>
      </div>
    </form>
  );
};

/** Which key goes through which zones, and for how long in each. */
export const ChooseTour = (choosing: Choosing) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const read = useQuery(trpc.people.list.queryOptions({ site }));
  const people = (read.data ?? []).filter(({ keys }) => keys.length > 0);
  if (read.data === undefined)
    return read.error === null ? (
      <SkeletonRows rows={3} />
    ) : (
      <Problem title={words.peopleUnread} detail={problemText(read.error)} retry={read.refetch} />
    );
  if (people.length === 0) return <p>{words.noKeys}</p>;
  return <Chosen {...choosing} people={people} />;
};
