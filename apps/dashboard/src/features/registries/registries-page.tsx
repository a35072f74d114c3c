'use client';

import {
  nanoservicesWords,
  registriesWords,
  registryFormWords,
  removeRegistryWords,
} from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Container, Plus } from 'lucide-react';
import { useState } from 'react';
import { useUrlState } from '@/browser/address/url-state.ts';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { BackLink } from '@/components/ui/back-link.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import type { RegistryEntry } from './registry-entry.ts';
import { RegistryForm } from './registry-form.tsx';
import { RegistryRow } from './registry-row.tsx';

const RemoveRegistry = ({
  entry,
  onClose,
  onDone,
}: {
  entry: RegistryEntry;
  onClose: () => void;
  onDone: () => void;
}) => {
  const remove = useMutation(useTRPC().registries.remove.mutationOptions({ onSuccess: onDone }));
  return (
    <Confirm
      open
      onClose={onClose}
      title={removeRegistryWords.title(entry.host)}
      action={removeRegistryWords.action}
      busy={remove.isPending}
      error={remove.error === null ? undefined : problemText(remove.error)}
      onConfirm={() => remove.mutate({ host: entry.host })}
    >
      <p>{removeRegistryWords.what}</p>
    </Confirm>
  );
};

const useRegistries = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const list = useQuery(trpc.registries.list.queryOptions());
  const reread = (): void => void queries.invalidateQueries(trpc.registries.list.queryFilter());
  return { list, reread };
};

/** What is open over the page: a registry that is added, or one whose password is replaced. */
const RegistryDialog = ({
  entry,
  isOpen,
  onClose,
  onDone,
}: {
  entry: RegistryEntry | null;
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
}) => (
  <Dialog
    open={isOpen}
    onClose={onClose}
    title={entry === null ? registriesWords.add : registryFormWords.replaceTitle(entry.host)}
    description={entry === null ? registryFormWords.addWhat : registryFormWords.replaceWhat}
  >
    <RegistryForm key={entry?.host ?? ''} entry={entry} onDone={onDone} />
  </Dialog>
);

/** Which registries want a password, and does it still work? */
export const RegistriesPage = () => {
  const { list, reread } = useRegistries();
  const { get, set } = useUrlState();
  const [replacing, setReplacing] = useState<RegistryEntry | null>(null);
  const [removing, setRemoving] = useState<RegistryEntry | null>(null);
  const close = (): void => {
    setReplacing(null);
    setRemoving(null);
    if (get('add') !== '') set({ add: '' });
  };
  const done = (): void => {
    close();
    reread();
  };
  const addButton = (
    <Button tone="primary" onClick={() => set({ add: '1' })}>
      <Plus aria-hidden /> {registriesWords.add}
    </Button>
  );
  const entries = list.data ?? [];
  return (
    <>
      <PageHeader
        before={<BackLink href="/nanoservices">{nanoservicesWords.title}</BackLink>}
        title={registriesWords.title}
        subtitle={registriesWords.subtitle}
        actions={entries.length === 0 ? null : addButton}
      />
      <Panel className="mx-4 md:mx-6">
        {list.isPending ? <SkeletonRows rows={3} /> : null}
        {list.error === null ? null : (
          <Problem
            title={registriesWords.unread}
            detail={problemText(list.error)}
            retry={list.refetch}
          />
        )}
        {list.data?.length === 0 ? (
          <Empty title={registriesWords.none} icon={<Container aria-hidden />} action={addButton}>
            {registriesWords.noneNext}
          </Empty>
        ) : null}
        <ul>
          {entries.map((entry) => (
            <RegistryRow
              key={entry.host}
              entry={entry}
              onReplace={() => setReplacing(entry)}
              onRemove={() => setRemoving(entry)}
            />
          ))}
        </ul>
      </Panel>
      <RegistryDialog
        entry={replacing}
        isOpen={replacing !== null || get('add') === '1'}
        onClose={close}
        onDone={done}
      />
      {removing === null ? null : <RemoveRegistry entry={removing} onClose={close} onDone={done} />}
    </>
  );
};
