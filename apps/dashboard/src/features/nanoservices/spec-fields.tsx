'use client';

import { thingWord } from '@nanoedge/words';
import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { Input, Textarea } from '@/components/ui/input.tsx';
import { freshKey } from '@/features/config-form/draft.ts';
import type { SpecDraft } from './release-spec.ts';

type At = (field: string) => string | undefined;
interface Props {
  draft: SpecDraft;
  at: At;
  onChange: (draft: SpecDraft) => void;
}

const kinds = ['motion', 'ble', 'lights', 'screen'] as const;

const Needs = ({ draft, onChange }: Props) => (
  <fieldset>
    <legend className="text-xs font-medium text-ink-soft">Things that the device must have</legend>
    <div className="flex flex-wrap gap-x-4">
      {kinds.map((kind) => (
        <Checkbox
          key={kind}
          checked={draft.needs.includes(kind)}
          onChange={(on) =>
            onChange({
              ...draft,
              needs: on ? [...draft.needs, kind] : draft.needs.filter((entry) => entry !== kind),
            })
          }
        >
          {thingWord[kind]}
        </Checkbox>
      ))}
    </div>
  </fieldset>
);

const Volumes = ({ draft, at, onChange }: Props) => {
  const replace = (key: number, change: { name?: string; path?: string }) =>
    onChange({
      ...draft,
      volumes: draft.volumes.map((volume) =>
        volume.key === key ? { ...volume, ...change } : volume,
      ),
    });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-xs font-medium text-ink-soft">
        Volumes, kept when the container is replaced
      </legend>
      {draft.volumes.map((volume, index) => {
        const id = `volume-${String(volume.key)}`;
        const [nameAt, pathAt] = [
          at(`spec.volumes.${String(index)}.name`),
          at(`spec.volumes.${String(index)}.path`),
        ];
        return (
          <div key={volume.key} className="flex items-start gap-2">
            <div className="grid min-w-0 flex-1 grid-cols-2 gap-3">
              <Field id={`${id}-name`} label="Name" error={nameAt}>
                <Input
                  id={`${id}-name`}
                  value={volume.name}
                  onChange={(event) => replace(volume.key, { name: event.target.value })}
                  aria-describedby={describedBy(`${id}-name`, nameAt)}
                  spellCheck={false}
                />
              </Field>
              <Field id={`${id}-path`} label="Path in the container" error={pathAt}>
                <Input
                  id={`${id}-path`}
                  value={volume.path}
                  onChange={(event) => replace(volume.key, { path: event.target.value })}
                  aria-describedby={describedBy(`${id}-path`, pathAt)}
                  spellCheck={false}
                />
              </Field>
            </div>
            <Button
              tone="ghost"
              size="icon"
              className="mt-5"
              onClick={() =>
                onChange({
                  ...draft,
                  volumes: draft.volumes.filter(({ key }) => key !== volume.key),
                })
              }
            >
              <X aria-hidden />
              <span className="sr-only">Take out the volume {volume.name}</span>
            </Button>
          </div>
        );
      })}
      <Button
        size="sm"
        className="self-start"
        onClick={() =>
          onChange({
            ...draft,
            volumes: [...draft.volumes, { key: freshKey(draft.volumes), name: '', path: '/data' }],
          })
        }
      >
        <Plus aria-hidden /> Add a volume
      </Button>
    </fieldset>
  );
};

const Json = ({
  id,
  label,
  hint,
  value,
  error,
  onChange,
}: {
  id: string;
  label: string;
  hint: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) => (
  <Field id={id} label={label} error={error} hint={hint}>
    <Textarea
      id={id}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      spellCheck={false}
      aria-invalid={error !== undefined}
      aria-describedby={describedBy(id, error, hint)}
      className="min-h-40 text-xs md:text-xs"
    />
  </Field>
);

/**
 * What a release may ask of a device. There is no field for privileges, host folders or devices.
 */
export const SpecFields = (props: Props) => {
  const { draft, at, onChange } = props;
  const [memoryAt, pidsAt] = [at('spec.limits.memoryBytes'), at('spec.limits.pids')];
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 lg:grid-cols-2">
        <Json
          id="spec-schema"
          label="Config schema (JSON Schema)"
          hint="optional; the config form is made from it, and every config is checked against it"
          value={draft.configSchema}
          error={at('spec.configSchema')}
          onChange={(configSchema) => onChange({ ...draft, configSchema })}
        />
        <Json
          id="spec-config"
          label="Default config"
          hint="what a new deployment starts with"
          value={draft.defaultConfig}
          error={at('spec.defaultConfig')}
          onChange={(defaultConfig) => onChange({ ...draft, defaultConfig })}
        />
      </div>
      <Needs {...props} />
      <Volumes {...props} />
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Field id="spec-memory" label="Memory limit (MiB)" error={memoryAt}>
          <Input
            id="spec-memory"
            inputMode="decimal"
            value={draft.memoryMiB}
            onChange={(event) => onChange({ ...draft, memoryMiB: event.target.value })}
            aria-describedby={describedBy('spec-memory', memoryAt)}
          />
        </Field>
        <Field id="spec-pids" label="Processes at most" error={pidsAt}>
          <Input
            id="spec-pids"
            inputMode="numeric"
            value={draft.pids}
            onChange={(event) => onChange({ ...draft, pids: event.target.value })}
            aria-describedby={describedBy('spec-pids', pidsAt)}
          />
        </Field>
      </div>
      <div>
        <Checkbox checked={draft.roster} onChange={(roster) => onChange({ ...draft, roster })}>
          Is given the roster: names and keys of everybody, and who is invited to which meeting
        </Checkbox>
        <Checkbox
          checked={draft.published}
          onChange={(published) => onChange({ ...draft, published })}
        >
          Gets a UDP port, so that services of other devices can call it
        </Checkbox>
      </div>
    </div>
  );
};
