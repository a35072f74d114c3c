'use client';

import { plural } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ConfigForm } from '@/features/config-form/config-form.tsx';
import { Button } from '@/components/ui/button.tsx';
import { describedBy, Field, FieldError } from '@/components/ui/field.tsx';
import { focusFirstProblem } from '@/components/ui/first-problem.ts';
import { Input } from '@/components/ui/input.tsx';
import { addInput, portProblem } from './add-input.ts';
import { configPath } from '@/features/config-form/read.ts';
import { useConfig } from '@/features/config-form/use-config.ts';
import type { MatrixView } from './live-matrix.ts';
import { type Finding, type Preflight, usePreflight } from './preflight.ts';
import { detailText, problemOf, problemText, type ProblemDetail } from '@/browser/api/problem.ts';
import type { Release } from './releases.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { PeersField } from './peers-field.tsx';
import { placedOn, PlacementField, type PlacementDraft } from './placement-field.tsx';
import { ReleaseSelect } from './release-select.tsx';
import { useTaken } from '@/features/runs/use-taken.ts';

/** What stays when another release is chosen. `peers` null: as the server proposes. */
export interface Basics {
  placement: PlacementDraft;
  name: string;
  port: string;
  peers: readonly string[] | null;
}

const stillMs = 400;
const mostDevices = 200;

/** Whether the form has an input for what the server's field is about. */
const hasInput = (field: string | null): boolean => {
  const first = field?.split('.')[0] ?? '';
  return first === 'name' || first === 'port' || first === 'peers' || configPath(field) !== null;
};

/** Findings about an input are shown there; what is left is about the device. */
const aboutDevice = (preflight: Preflight): Preflight => ({
  ...preflight,
  findings: preflight.findings.filter(({ field }) => !hasInput(field)),
});

const aboutFields = (preflights: readonly Preflight[]): readonly Finding[] =>
  preflights.flatMap(({ findings }) =>
    findings.filter(({ field, blocks }) => blocks && hasInput(field)),
  );

export const AddForm = ({
  matrix,
  releases,
  release,
  onRelease,
  basics,
  onBasics,
  onClose,
}: {
  matrix: MatrixView;
  releases: readonly Release[];
  release: Release;
  onRelease: (release: string) => void;
  basics: Basics;
  onBasics: (basics: Basics) => void;
  onClose: () => void;
}) => {
  const id = useId();
  const trpc = useTRPC();
  const { id: site } = useSite();
  const config = useConfig(release.spec.configSchema, release.spec.defaultConfig);
  const taken = useTaken(onClose);
  const add = useMutation(trpc.deployments.add.mutationOptions({ onSuccess: taken }));
  const [tried, setTried] = useState(false);
  const { placement, name, port, peers } = basics;
  const placed = placedOn(placement, matrix.devices).map((device) => device.id);
  const inputFor = (where: Parameters<typeof addInput>[0]['placement']) =>
    addInput({
      site,
      release: release.id,
      placement: where,
      name,
      port,
      peers,
      config: config.valid ? config.value : null,
    });
  const everywhere = matrix.devices.slice(0, mostDevices).map((device) => device.id);
  // which devices could run it; names and ports are given out to those that are chosen, so they are
  // asked for these alone
  const preflight = usePreflight(
    everywhere.length === 0
      ? null
      : { site, release: release.id, placement: { devices: everywhere } },
    stillMs,
  );
  const chosen = usePreflight(
    placed.length === 0 ? null : inputFor({ devices: placed.slice(0, mostDevices) }),
    stillMs,
  );
  const proposals = (chosen.data ?? []).filter(({ device }) => placed.some((id) => id === device));
  const refusal: ProblemDetail | null = add.error === null ? null : problemOf(add.error);
  const refused = [...(refusal === null ? [] : [refusal]), ...aboutFields(proposals)];
  const at = (field: string) => {
    const problem = refused.find((entry) => entry.field?.split('.')[0] === field);
    return problem === undefined ? undefined : detailText(problem);
  };
  const badPort = portProblem(port) ?? at('port');
  const nowhere = tried && placed.length === 0 ? 'Choose at least one device' : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (!config.valid || portProblem(port) !== null || placed.length === 0) {
      focusFirstProblem(event.currentTarget);
      return;
    }
    add.mutate(
      inputFor(
        placement.by === 'label' ? { label: placement.label } : { devices: [...placement.devices] },
      ),
    );
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <ReleaseSelect
        id={`${id}-release`}
        releases={releases}
        value={release.id}
        error={at('release')}
        onChange={onRelease}
      />
      <PlacementField
        devices={matrix.devices}
        draft={placement}
        preflights={(preflight.data ?? []).map(aboutDevice)}
        proposals={proposals}
        error={nowhere ?? at('placement')}
        onChange={(next) => onBasics({ ...basics, placement: next })}
      />
      {preflight.error === null ? null : (
        <FieldError>The pre-flight could not be made: {problemText(preflight.error)}</FieldError>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          id={`${id}-name`}
          label="Name"
          error={at('name')}
          hint="optional; otherwise the nanoservice’s name, numbered where it is taken"
        >
          <Input
            id={`${id}-name`}
            value={name}
            onChange={(event) => onBasics({ ...basics, name: event.target.value })}
            placeholder={proposals[0]?.name ?? release.nanoservice}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={at('name') !== undefined}
            aria-describedby={describedBy(`${id}-name`, at('name'), 'hint')}
          />
        </Field>
        {release.spec.published ? (
          <Field
            id={`${id}-port`}
            label="UDP port"
            error={badPort}
            hint="optional; otherwise the next free one"
          >
            <Input
              id={`${id}-port`}
              value={port}
              onChange={(event) => onBasics({ ...basics, port: event.target.value })}
              inputMode="numeric"
              placeholder={String(proposals[0]?.port ?? 'next free')}
              autoComplete="off"
              aria-invalid={badPort !== undefined}
              aria-describedby={describedBy(`${id}-port`, badPort, 'hint')}
            />
          </Field>
        ) : null}
      </div>
      <PeersField
        names={matrix.deployments.map((deployment) => deployment.name)}
        chosen={peers ?? proposals[0]?.peers ?? []}
        error={at('peers')}
        onChange={(next) => onBasics({ ...basics, peers: next })}
      />
      <ConfigForm config={config} tried={tried} refused={refused} />
      {refusal !== null &&
      !hasInput(refusal.field) &&
      at('release') === undefined &&
      at('placement') === undefined ? (
        <FieldError>{detailText(refusal)}</FieldError>
      ) : null}
      <div className="sticky bottom-0 -mx-4 -mb-4 flex items-center justify-end gap-2 border-t border-line bg-raised px-4 py-3">
        {tried && !config.valid ? (
          <p className="mr-auto text-xs text-broken">The config is not complete.</p>
        ) : null}
        <Button onClick={onClose}>Leave it</Button>
        <Button tone="primary" type="submit" disabled={add.isPending}>
          {add.isPending
            ? 'Asking…'
            : placed.length > 1
              ? `Add to ${plural(placed.length, 'device')}`
              : 'Add'}
        </Button>
      </div>
    </form>
  );
};
