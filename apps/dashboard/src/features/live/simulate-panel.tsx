'use client';

import { sleep, systemClock } from '@nanoedge/base';
import { simulateWords } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CalendarCheck, Footprints, LogOut } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Disc } from '@/components/ui/disc.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Select } from '@/components/ui/input.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import { hasEnded } from '@/features/journeys/hops.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';

type Walker = Outputs['simulation']['people'][number];

const spacingMs = 2000;

const toggled = <T,>(set: ReadonlySet<T>, value: T, on: boolean): ReadonlySet<T> => {
  const next = new Set(set);
  if (on) next.add(value);
  else next.delete(value);
  return next;
};

/**
 * Who is inside: by their journeys, and whoever this page let in (the refused have no journey any
 * more).
 */
const useInside = (walkers: readonly Walker[], letIn: ReadonlySet<string>) => {
  const journeys = useLive((state) => state.data.journeys);
  const present = new Set(
    [...journeys.values()].flatMap(({ journey }) =>
      journey.person === null || hasEnded(journey.state) ? [] : [String(journey.person.id)],
    ),
  );
  return walkers.filter(
    ({ walker, person }) => letIn.has(walker) || (person !== null && present.has(person.id)),
  );
};

/** A person by name; whoever nobody knows, by what they carry. */
const nameOf = ({ person, label }: Walker): string =>
  person === null ? simulateWords.stranger : label;

const expectation = ({ person, invited, keys }: Walker): string => {
  if (person === null) return simulateWords.expectation.refused;
  if (keys === 0) return simulateWords.expectation.noKey;
  return invited.length > 0
    ? simulateWords.expectation.invitedTo(invited)
    : simulateWords.expectation.uninvited;
};

const WalkerName = ({ walker }: { walker: Walker }) => (
  <>
    <Disc person={walker.person} size="sm" />
    <span
      className="min-w-0 truncate"
      title={simulateWords.walker(nameOf(walker), expectation(walker))}
    >
      {nameOf(walker)}
    </span>
    {walker.invited.length > 0 ? (
      <>
        <CalendarCheck aria-hidden className="ml-auto size-3.5 shrink-0 text-ok" />
        <span className="sr-only">{simulateWords.invited}</span>
      </>
    ) : null}
  </>
);

const firstName = (label: string): string => label.split(' ')[0] ?? label;

/** Lets simulated people walk in and out. Everything after the simulated sensors is real. */
export const SimulatePanel = ({ className }: { className?: string }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const people = useQuery(trpc.simulation.people.queryOptions({ site }));
  const walk = useMutation(trpc.simulation.walk.mutationOptions());
  const leave = useMutation(trpc.simulation.leave.mutationOptions());
  const clear = useMutation(trpc.simulation.clear.mutationOptions());
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [letIn, setLetIn] = useState<ReadonlySet<string>>(new Set());
  const [spaced, setSpaced] = useState(true);
  const [pace, setPace] = useState('1');
  const [walking, setWalking] = useState(false);
  const walkers = people.data ?? [];
  const inside = useInside(walkers, letIn);

  const walkIn = async () => {
    const chosen = walkers.filter(({ walker }) => picked.has(walker));
    setPicked(new Set());
    setWalking(true);
    try {
      for (const [index, { walker }] of chosen.entries()) {
        if (index > 0 && spaced) await sleep(systemClock, spacingMs);
        const { agents } = await walk.mutateAsync({ site, walker, pace: Number(pace) });
        if (agents === 0) toast.warning(simulateWords.nobodySenses);
        setLetIn((before) => toggled(before, walker, true));
      }
    } catch (error) {
      toast.error(problemText(error));
    } finally {
      setWalking(false);
    }
  };
  const letOut = (walker: string) => {
    const onSuccess = () => setLetIn((before) => toggled(before, walker, false));
    leave.mutate(
      { site, walker },
      { onSuccess, onError: (error) => toast.error(problemText(error)) },
    );
  };
  const letAllOut = () =>
    clear.mutate(
      { site },
      { onSuccess: () => setLetIn(new Set()), onError: (error) => toast.error(problemText(error)) },
    );

  return (
    <Panel
      data-testid="simulate-panel"
      title={simulateWords.title}
      actions={<Badge tone="simulated">{simulateWords.badge}</Badge>}
      className={className ?? ''}
      scrolls
    >
      {people.isPending ? <SkeletonRows rows={3} /> : null}
      {people.error !== null ? (
        <Problem
          title={simulateWords.unread}
          detail={problemText(people.error)}
          retry={people.refetch}
        />
      ) : null}
      {people.data === undefined ? null : (
        <div className="flex flex-col gap-3 p-3">
          <fieldset>
            <legend className="mb-1 flex w-full items-center gap-1 text-xs text-ink-soft">
              {simulateWords.who} <CalendarCheck aria-hidden className="ml-auto size-3.5 text-ok" />{' '}
              {simulateWords.invitedNow}
            </legend>
            <div className="grid grid-cols-1 gap-x-3 sm:grid-cols-2">
              {walkers.map((entry) => (
                <Checkbox
                  key={entry.walker}
                  checked={picked.has(entry.walker)}
                  onChange={(on) => setPicked(toggled(picked, entry.walker, on))}
                  className={entry.person === null ? 'sm:col-span-2' : ''}
                >
                  <WalkerName walker={entry} />
                </Checkbox>
              ))}
            </div>
          </fieldset>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Checkbox checked={spaced} onChange={setSpaced}>
              <span className="text-xs">{simulateWords.apart}</span>
            </Checkbox>
            <label className="flex items-center gap-2 text-xs">
              {simulateWords.pace}
              <Select
                value={pace}
                onChange={(event) => setPace(event.target.value)}
                className="h-7 w-26 text-xs md:text-xs"
              >
                <option value="0.5">{simulateWords.paces.half}</option>
                <option value="1">{simulateWords.paces.normal}</option>
                <option value="2">{simulateWords.paces.double}</option>
                <option value="4">{simulateWords.paces.fourfold}</option>
              </Select>
            </label>
            <Button
              tone="primary"
              className="ml-auto"
              disabled={picked.size === 0 || walking}
              onClick={() => void walkIn()}
            >
              <Footprints aria-hidden /> {simulateWords.walkIn}
            </Button>
          </div>
          {inside.length === 0 ? null : (
            <div className="flex flex-wrap items-center gap-1.5 border-t border-line pt-3">
              <span className="sr-only">{simulateWords.inside(inside.length)}</span>
              {inside.map((entry) => (
                <Button key={entry.walker} size="sm" onClick={() => letOut(entry.walker)}>
                  <LogOut aria-hidden /> {simulateWords.leaves(firstName(nameOf(entry)))}
                </Button>
              ))}
              <Button size="sm" tone="ghost" onClick={letAllOut}>
                {simulateWords.allLeave}
              </Button>
            </div>
          )}
        </div>
      )}
    </Panel>
  );
};
