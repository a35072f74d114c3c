'use client';

import { addDialogWords, commonWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { Controller, type UseFormReturn, useWatch } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { useFirstProblem } from '@/components/ui/first-problem.ts';
import { TextField } from '@/components/ui/text-field.tsx';
import { detailText, problemOf, problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';
import { ConfigForm } from '@/features/config-form/config-form.tsx';
import { useConfig } from '@/features/config-form/use-config.ts';
import { useTaken } from '@/features/runs/use-taken.ts';
import { addInput, portProblem } from './add-input.ts';
import { aboutDevice, aboutInputs, hasInput, problemAt } from './input-problems.ts';
import { DialogActions } from './dialog-actions.tsx';
import { PeersField } from './peers-field.tsx';
import { placedOn, PlacementField, type PlacementDraft } from './placement-field.tsx';
import type { Preflight, PreflightQuestion } from './preflight.ts';
import { ReleaseSelect } from './release-select.tsx';
import type { ReleaseDetail } from './releases.ts';
import { useAddPreflight } from './use-add-preflight.ts';

/** What stays when another release is chosen. `peers` null: as the server proposes. */
export interface AddDraft {
  placement: PlacementDraft;
  name: string;
  port: string;
  peers: readonly string[] | null;
}

type Places = Outputs['deployments']['places'];

interface AddProps {
  places: Places;
  releases: readonly ReleaseDetail[];
  release: ReleaseDetail;
  onRelease: (release: string) => void;
  form: UseFormReturn<AddDraft>;
  onClose: () => void;
}

const NameAndPort = ({
  form,
  release,
  proposal,
  at,
}: Pick<AddProps, 'form' | 'release'> & {
  proposal: Preflight | undefined;
  at: (field: string) => string | undefined;
}) => {
  const id = useId();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        id={`${id}-name`}
        label={addDialogWords.name}
        field={form.register('name')}
        error={at('name')}
        hint={addDialogWords.nameHint}
        placeholder={proposal?.name ?? release.nanoservice}
        autoComplete="off"
        spellCheck={false}
      />
      {release.spec.published ? (
        <TextField
          id={`${id}-port`}
          label={addDialogWords.port}
          field={form.register('port', { validate: (text) => portProblem(text) ?? true })}
          error={form.formState.errors.port?.message ?? at('port')}
          hint={addDialogWords.portHint}
          inputMode="numeric"
          placeholder={String(proposal?.port ?? addDialogWords.nextFree)}
          autoComplete="off"
        />
      ) : null}
    </div>
  );
};

/** What is typed, what the server would say to it, and what it said when it was asked. */
const useAdding = ({ places, release, form, onClose }: AddProps) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const config = useConfig(release.spec.configSchema, release.spec.defaultConfig);
  const taken = useTaken(onClose);
  const add = useMutation(trpc.deployments.add.mutationOptions({ onSuccess: taken }));
  const [placement, name, port, peers] = useWatch({
    control: form.control,
    name: ['placement', 'name', 'port', 'peers'],
  });
  const placed = placedOn(placement, places.devices);
  const of = (where: PreflightQuestion['placement']): PreflightQuestion =>
    addInput({
      site,
      release: release.id,
      placement: where,
      name,
      port,
      peers,
      config: config.valid ? config.value : null,
    });
  const preflight = useAddPreflight(places.devices, placed, { site, release: release.id, of });
  const refusal = add.error === null ? null : problemOf(add.error);
  const refused = [...(refusal === null ? [] : [refusal]), ...aboutInputs(preflight.proposals)];
  const at = (field: string) => {
    const problem = problemAt(refused, field);
    return problem === undefined ? undefined : detailText(problem);
  };
  const { by, label, devices } = placement;
  const send = () => add.mutate(of(by === 'label' ? { label } : { devices: [...devices] }));
  return { config, placed, peers, preflight, refusal, refused, at, send, busy: add.isPending };
};

export const AddForm = (props: AddProps) => {
  const { places, releases, release, onRelease, form, onClose } = props;
  const id = useId();
  const { config, placed, peers, preflight, refusal, refused, at, send, busy } = useAdding(props);
  const [proposal] = preflight.proposals;
  const { isSubmitted, submitCount, errors } = form.formState;
  const page = useFirstProblem(submitCount);
  const submit = form.handleSubmit(() => (config.valid ? send() : undefined));
  const elsewhere =
    refusal !== null &&
    !hasInput(refusal.field) &&
    at('release') === undefined &&
    at('placement') === undefined;
  return (
    <form
      ref={page}
      onSubmit={(event) => void submit(event)}
      noValidate
      className="flex flex-col gap-4"
    >
      <ReleaseSelect
        id={`${id}-release`}
        releases={releases}
        value={release.id}
        error={at('release')}
        onChange={onRelease}
      />
      <Controller
        control={form.control}
        name="placement"
        rules={{
          validate: (draft) =>
            placedOn(draft, places.devices).length > 0 || addDialogWords.noDevice,
        }}
        render={({ field }) => (
          <PlacementField
            devices={places.devices}
            draft={field.value}
            preflights={preflight.everywhere.map(aboutDevice)}
            proposals={preflight.proposals}
            error={(isSubmitted ? errors.placement?.message : undefined) ?? at('placement')}
            onChange={field.onChange}
          />
        )}
      />
      {preflight.error === null ? null : (
        <FieldError>{addDialogWords.noPreflight(problemText(preflight.error))}</FieldError>
      )}
      <NameAndPort form={form} release={release} proposal={proposal} at={at} />
      <PeersField
        names={places.taken.map(({ name }) => name)}
        chosen={peers ?? proposal?.peers ?? []}
        error={at('peers')}
        onChange={(next) => form.setValue('peers', next)}
      />
      <ConfigForm config={config} tried={isSubmitted} refused={refused} />
      {elsewhere ? <FieldError>{detailText(refusal)}</FieldError> : null}
      <DialogActions
        note={
          isSubmitted && !config.valid ? (
            <p className="mr-auto text-xs text-broken">{addDialogWords.incomplete}</p>
          ) : null
        }
      >
        <Button onClick={onClose}>{addDialogWords.leave}</Button>
        <Button tone="primary" type="submit" disabled={busy}>
          {busy ? commonWords.asking : addDialogWords.add(placed.length)}
        </Button>
      </DialogActions>
    </form>
  );
};
