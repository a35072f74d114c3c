'use client';

import { registriesWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { KeyRound, PlugZap, Trash2 } from 'lucide-react';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { Button } from '@/components/ui/button.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { RegistryEntry } from './registry-entry.ts';

const Result = ({ entry, tried }: { entry: RegistryEntry; tried: ReturnType<typeof useTry> }) => {
  if (tried.isPending) return <StateWord tone="unknown">{registriesWords.trying}</StateWord>;
  if (tried.error !== null) return <StateWord tone="broken">{problemText(tried.error)}</StateWord>;
  if (tried.data !== undefined)
    return <StateWord tone="ok">{registriesWords.results[tried.data.result]}</StateWord>;
  return entry.readable ? null : <StateWord tone="broken">{registriesWords.unreadable}</StateWord>;
};

const useTry = () => useMutation(useTRPC().registries.try.mutationOptions());

/** One registry: who reads it, whether that works, and what can be done with it. */
export const RegistryRow = ({
  entry,
  onReplace,
  onRemove,
}: {
  entry: RegistryEntry;
  onReplace: () => void;
  onRemove: () => void;
}) => {
  const { host, username, plain, changedAt } = entry;
  const tried = useTry();
  return (
    <li
      data-testid="registry-row"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line p-3 last:border-b-0"
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className="truncate font-mono font-medium" title={host}>
          {host}
        </p>
        <p className="text-xs text-ink-soft">
          {registriesWords.how(username, plain)} <Ago at={changedAt} />
        </p>
        <div role="status" className="mt-1 text-sm empty:hidden">
          <Result entry={entry} tried={tried} />
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          aria-label={registriesWords.tryOf(host)}
          disabled={tried.isPending}
          onClick={() => tried.mutate({ host })}
        >
          <PlugZap aria-hidden /> {registriesWords.try}
        </Button>
        <Button size="sm" aria-label={registriesWords.replaceOf(host)} onClick={onReplace}>
          <KeyRound aria-hidden /> {registriesWords.replace}
        </Button>
        <Button size="sm" aria-label={registriesWords.removeOf(host)} onClick={onRemove}>
          <Trash2 aria-hidden /> {registriesWords.remove}
        </Button>
      </div>
    </li>
  );
};
