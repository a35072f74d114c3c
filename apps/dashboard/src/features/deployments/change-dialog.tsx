'use client';

import { changeDialogWords, commonWords } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { ConfigForm } from '@/features/config-form/config-form.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { useFirstProblem } from '@/components/ui/first-problem.ts';
import { configPath } from '@/features/config-form/read.ts';
import { useConfig } from '@/features/config-form/use-config.ts';
import { detailText, problemOf } from '@/browser/api/problem.ts';
import type { Release } from './releases.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import type { Deployment } from './changes-context.ts';
import { DialogActions } from './dialog-actions.tsx';
import { PeersField } from './peers-field.tsx';
import { ReleaseSelect } from './release-select.tsx';
import { useTaken } from '@/features/runs/use-taken.ts';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const ChangeForm = ({
  deployment,
  releases,
  release,
  others,
  part,
  onRelease,
  onClose,
}: {
  deployment: Deployment;
  releases: readonly Release[];
  release: Release;
  /** Names of the other deployments of the site. */
  others: readonly string[];
  part: 'release' | 'config';
  onRelease: (release: string) => void;
  onClose: () => void;
}) => {
  const id = useId();
  const trpc = useTRPC();
  const config = useConfig(release.spec.configSchema, deployment.config);
  const form = useForm<{ peers: readonly string[] }>({
    defaultValues: { peers: deployment.peers },
    shouldFocusError: false,
  });
  const peers = useWatch({ control: form.control, name: 'peers' });
  const { isSubmitted: tried, submitCount } = form.formState;
  const page = useFirstProblem(submitCount);
  const taken = useTaken(onClose);
  const change = useMutation(
    trpc.deployments.change.mutationOptions({ onSuccess: (run) => taken([run]) }),
  );
  const changed = {
    release: release.id !== deployment.release.id,
    config: !same(config.value, deployment.config),
    peers: !same(peers.toSorted(), deployment.peers.toSorted()),
  };
  const refusal = change.error === null ? null : problemOf(change.error);
  const at = (field: string) =>
    refusal?.field?.split('.')[0] === field ? refusal.message : undefined;
  const elsewhere =
    refusal !== null &&
    configPath(refusal.field) === null &&
    at('release') === undefined &&
    at('peers') === undefined;
  const send = () =>
    change.mutate({
      deployment: deployment.id,
      ...(changed.release ? { release: release.id } : {}),
      ...(changed.config ? { config: config.value } : {}),
      ...(changed.peers ? { peers: [...peers] } : {}),
    });
  const submit = form.handleSubmit(() => (config.valid ? send() : undefined));
  const nothing = !changed.release && !changed.config && !changed.peers && config.valid;
  return (
    <form
      ref={page}
      onSubmit={(event) => void submit(event)}
      noValidate
      className="flex flex-col gap-4"
    >
      {part === 'release' ? (
        <ReleaseSelect
          id={`${id}-release`}
          releases={releases}
          value={release.id}
          current={deployment.release.id}
          error={at('release')}
          onChange={onRelease}
        />
      ) : null}
      {part === 'config' ? (
        <PeersField
          names={others}
          chosen={peers}
          error={at('peers')}
          onChange={(next) => form.setValue('peers', next)}
        />
      ) : null}
      <ConfigForm config={config} tried={tried} refused={refusal === null ? [] : [refusal]} />
      {elsewhere ? <FieldError>{detailText(refusal)}</FieldError> : null}
      <DialogActions
        note={
          nothing ? (
            <p className="mr-auto text-xs text-ink-faint">{changeDialogWords.nothing}</p>
          ) : null
        }
      >
        <Button onClick={onClose}>{commonWords.keep}</Button>
        <Button tone="primary" type="submit" disabled={change.isPending || nothing}>
          {change.isPending ? commonWords.asking : changeDialogWords.change[part]}
        </Button>
      </DialogActions>
    </form>
  );
};

/**
 * Brings another release or config to a deployment; what ran before comes back when it does not
 * hold up.
 */
export const ChangeDialog = ({
  deployment,
  part,
  onClose,
}: {
  deployment: Deployment;
  part: 'release' | 'config';
  onClose: () => void;
}) => {
  const trpc = useTRPC();
  const { data: around } = useQuery(
    trpc.deployments.around.queryOptions({ deployment: deployment.id }),
  );
  const { data } = useQuery(
    trpc.nanoservices.releases.queryOptions({ nanoservice: deployment.nanoservice }),
  );
  const known = data?.releases ?? [];
  const releases = known.some(({ id }) => id === deployment.release.id)
    ? known
    : [...known, deployment.release];
  const [chosen, setChosen] = useState(() => deployment.release.id);
  const release = releases.find(({ id }) => id === chosen) ?? deployment.release;
  const where = around?.deviceName ?? deployment.device;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={changeDialogWords.title[part](deployment.name, where)}
      description={changeDialogWords.description}
    >
      <ChangeForm
        key={release.id}
        deployment={deployment}
        releases={releases}
        release={release}
        others={around?.others ?? []}
        part={part}
        onRelease={setChosen}
        onClose={onClose}
      />
    </Dialog>
  );
};
