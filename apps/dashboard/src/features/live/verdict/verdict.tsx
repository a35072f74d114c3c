'use client';

import { type DeploymentStatus, deploymentStatusOf, type Doubt } from '@nanoedge/base';
import { type Tone, verdictWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useDoubts, useUnwatched } from '@/browser/live/doubt.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { useMay, useSite } from '@/browser/site/site.tsx';
import { useUndoAll } from '@/features/runs/use-undo-all.ts';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Skeleton } from '@/components/ui/feedback.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { type ReadAbility, type Cause, type Lack, lacksOf, undoOf } from './judge.ts';

const causeText = (cause: Cause): string => {
  switch (cause.kind) {
    case 'gone':
      return verdictWords.gone(cause.names);
    case 'doubt':
      return verdictWords.doubts(cause.doubt, cause.instance.deviceName);
    case 'awaited':
    case 'starting':
    case 'stopped':
    case 'failing':
      return verdictWords[cause.kind](cause.instance.name, cause.instance.deviceName);
  }
};

const toneOf = ({ certain, causes }: Lack): Tone => {
  if (!certain) return 'unknown';
  return causes.every(({ kind }) => kind === 'starting' || kind === 'awaited')
    ? 'attention'
    : 'broken';
};

/** Since when, as far as that is known. */
const Since = ({ causes }: { causes: readonly Cause[] }) => {
  const [first] = causes;
  if (first?.kind === 'gone' && first.removedAt !== null)
    return (
      <>
        {verdictWords.removed.before}
        <Ago at={first.removedAt} />
        {verdictWords.removed.after}
      </>
    );
  if (first?.kind === 'doubt' && first.lastTrueAt !== null)
    return (
      <>
        {verdictWords.lastKnown.before}
        <Ago at={first.lastTrueAt} />
        {verdictWords.lastKnown.after}
      </>
    );
  return null;
};

const Line = ({ lack }: { lack: Lack }) => {
  const may = useMay();
  const { ability, zoneName, certain, causes } = lack;
  const why = verdictWords.causes([...new Set(causes.map(causeText))]);
  const say = certain ? verdictWords.lost : verdictWords.unknown;
  const failing = causes.flatMap((cause) => (cause.kind === 'failing' ? [cause.instance] : []))[0];
  return (
    <li data-testid="lack" data-ability={ability} className="flex flex-wrap items-baseline gap-x-2">
      <StateWord tone={toneOf(lack)} className="whitespace-normal">
        {say(ability, zoneName, why)}
      </StateWord>
      <span className="text-ink-soft">
        <Since causes={causes} />
      </span>
      {failing === undefined || !may('deployment.readLog') ? null : (
        <Link
          href={`/deployments/${encodeURIComponent(failing.deployment)}`}
          className="text-accent hover:underline"
        >
          {verdictWords.look(failing.name)}
        </Link>
      )}
    </li>
  );
};

const Mend = ({ lacks }: { lacks: readonly Lack[] }) => {
  const may = useMay();
  const { all, busy } = useUndoAll();
  if (!may('deployment.change')) return null;
  const removals = undoOf(lacks);
  if (removals.length > 0)
    return (
      <Button
        tone="primary"
        disabled={busy}
        onClick={() => void all(removals.map(({ run }) => run))}
      >
        <Undo2 aria-hidden /> {verdictWords.undo(removals.length)}
      </Button>
    );
  return lacks.some(({ causes }) => causes.some(({ kind }) => kind === 'gone')) ? (
    <Link href="/nanoservices" className={buttonLook()}>
      {verdictWords.add}
    </Link>
  ) : null;
};

const headline = (lacks: readonly Lack[], abilities: number): { tone: Tone; text: string } => {
  if (lacks.every(({ certain }) => !certain))
    return { tone: 'unknown', text: verdictWords.someUnknown };
  const gone = lacks.filter(
    ({ everywhere, causes }) => everywhere && causes.every(({ kind }) => kind === 'gone'),
  );
  if (gone.length === abilities) return { tone: 'broken', text: verdictWords.nothing };
  const starting = lacks.every((lack) => toneOf(lack) !== 'broken');
  return { tone: starting ? 'attention' : 'broken', text: verdictWords.some };
};

/** What every instance does now; null before the page has heard of any device. */
const useStatuses = (views: readonly ReadAbility[] | undefined) => {
  const devices = useLive((state) => state.data.devices);
  const doubts = useDoubts(devices);
  return useMemo(() => {
    if (views === undefined || devices.size === 0) return null;
    return ({ deployment, device }: ReadAbility['instances'][number]): DeploymentStatus => {
      const said = devices.get(device);
      if (said === undefined) return { kind: 'silent' };
      const doubt: Doubt | null = doubts.get(device) ?? null;
      return deploymentStatusOf(deployment, said, { doubt, lastTrueAt: said.engineSeenAt });
    };
  }, [views, devices, doubts]);
};

/**
 * What works for people now, first of all on the page; where something does not, what, why, since
 * when, and the way to mend it.
 */
export const SiteVerdict = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const { data } = useQuery(trpc.nanoservices.abilities.queryOptions({ site }));
  const statusOf = useStatuses(data);
  const lost = useUnwatched();
  if (data?.length === 0) return null;
  if (lost)
    return (
      <p data-testid="verdict" className="px-4 pb-3 md:px-6">
        <StateWord tone="unknown">{verdictWords.notKnown}</StateWord>
      </p>
    );
  if (data === undefined || statusOf === null)
    return (
      <div className="px-4 pb-3 md:px-6">
        <Skeleton className="h-5 w-64 max-w-full" />
      </div>
    );
  const lacks = lacksOf(data, statusOf);
  if (lacks.length === 0)
    return (
      <p data-testid="verdict" className="px-4 pb-3 md:px-6">
        <StateWord tone="ok">{verdictWords.works}</StateWord>
      </p>
    );
  const { tone, text } = headline(lacks, data.length);
  return (
    <section
      aria-label={verdictWords.title}
      data-testid="verdict"
      className="mx-4 mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-3 py-2 md:mx-6"
    >
      <div className="min-w-full flex-1 sm:min-w-0">
        <h2 className="font-medium">
          <StateWord tone={tone} className="whitespace-normal">
            {text}
          </StateWord>
        </h2>
        <ul className="mt-1 flex max-h-40 flex-col gap-1 overflow-y-auto text-sm">
          {lacks.map((lack) => (
            <Line key={`${lack.ability} ${lack.zoneName ?? ''}`} lack={lack} />
          ))}
        </ul>
      </div>
      <Mend lacks={lacks} />
    </section>
  );
};
