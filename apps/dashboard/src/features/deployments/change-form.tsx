'use client';

import { changeDialogWords, commonWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { ConfigForm } from '@/features/config-form/config-form.tsx';
import { BothVersions } from '@/components/ui/both-versions.tsx';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { useFirstProblem } from '@/components/ui/first-problem.ts';
import { configPath } from '@/features/config-form/read.ts';
import { useConfig } from '@/features/config-form/use-config.ts';
import { staleOf } from '@/browser/forms/stale.ts';
import { detailText, problemOf } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useTaken } from '@/features/runs/use-taken.ts';
import { changeInput } from './change-input.ts';
import type { Deployment } from './changes-context.ts';
import {
  chosenConfig,
  type DeploymentChoice,
  type DeploymentMeanwhile,
} from './deployment-meanwhile.ts';
import { DialogActions } from './dialog-actions.tsx';
import { problemAt } from './input-problems.ts';
import { PeersField } from './peers-field.tsx';
import { ReleaseSelect } from './release-select.tsx';
import type { ReleaseDetail } from './releases.ts';

interface ChangeProps {
  /** As it was when the dialog was opened, or as others left it meanwhile. */
  deployment: Deployment;
  /** What the form begins with. */
  start: DeploymentChoice;
  meanwhile: DeploymentMeanwhile | null;
  onStale: (by: string | null, mine: DeploymentChoice) => Promise<void>;
  releases: readonly ReleaseDetail[];
  release: ReleaseDetail;
  /** Names of the other deployments of the site. */
  others: readonly string[];
  part: 'release' | 'config';
  onRelease: (release: string) => void;
  onClose: () => void;
}

/** What is typed, what of it is another than now, and what the server said when it was asked. */
const useChanging = ({ deployment, start, release, onStale, onClose }: ChangeProps) => {
  const trpc = useTRPC();
  const config = useConfig(release.spec.configSchema, start.config);
  const form = useForm<{ peers: readonly string[] }>({
    defaultValues: { peers: start.peers },
    shouldFocusError: false,
  });
  const peers = useWatch({ control: form.control, name: 'peers' });
  const taken = useTaken(onClose);
  const mine = { release: release.id, config: config.value, peers };
  const change = useMutation(
    trpc.deployments.change.mutationOptions({
      onSuccess: (run) => taken([run]),
      onError: (error) => {
        const stale = staleOf(error);
        return stale === null ? undefined : onStale(stale.by, mine);
      },
    }),
  );
  const input = changeInput(deployment, mine);
  const submit = form.handleSubmit(() => {
    if (config.valid && input !== null) change.mutate(input);
  });
  return {
    config,
    form,
    peers,
    submit,
    nothing: input === null && config.valid,
    refusal: change.error === null ? null : problemOf(change.error),
    busy: change.isPending,
  };
};

/** Asks for the other release, or for the other config and peers. */
export const ChangeForm = (props: ChangeProps) => {
  const { deployment, releases, release, others, part, meanwhile, onRelease, onClose } = props;
  const id = useId();
  const { config, form, peers, submit, nothing, refusal, busy } = useChanging(props);
  const { isSubmitted, submitCount } = form.formState;
  const page = useFirstProblem(submitCount);
  const refused = refusal === null ? [] : [refusal];
  const at = (input: string) => problemAt(refused, input)?.message;
  const elsewhere =
    refusal !== null &&
    configPath(refusal.field) === null &&
    at('release') === undefined &&
    at('peers') === undefined;
  return (
    <form
      ref={page}
      onSubmit={(event) => void submit(event)}
      noValidate
      className="flex flex-col gap-4"
    >
      {meanwhile === null ? null : (
        <BothVersions
          by={meanwhile.by}
          fields={meanwhile.fields}
          also={meanwhile.also}
          onChoose={(field, side) => {
            const { release: chosen } = side === 'mine' ? meanwhile.choice : meanwhile.theirs;
            if (field === 'release') onRelease(chosen);
            else config.take(chosenConfig(meanwhile, config.value, { id: field, side }));
          }}
        />
      )}
      {part === 'release' ? (
        <ReleaseSelect
          id={`${id}-release`}
          releases={releases}
          value={release.id}
          current={deployment.release.id}
          error={at('release')}
          onChange={onRelease}
        />
      ) : (
        <PeersField
          names={others}
          chosen={peers}
          error={at('peers')}
          onChange={(next) => form.setValue('peers', next)}
        />
      )}
      <ConfigForm config={config} tried={isSubmitted} refused={refused} />
      {elsewhere ? <FieldError>{detailText(refusal)}</FieldError> : null}
      <DialogActions
        note={
          nothing ? (
            <p className="mr-auto text-xs text-ink-faint">{changeDialogWords.nothing}</p>
          ) : null
        }
      >
        <Button onClick={onClose}>{commonWords.keep}</Button>
        <Button tone="primary" type="submit" disabled={busy || nothing}>
          {busy ? commonWords.asking : changeDialogWords.change[part]}
        </Button>
      </DialogActions>
    </form>
  );
};
