'use client';

import { volumeMiB } from '@nanoedge/base';
import { specWords, thingWord } from '@nanoedge/words';
import { Plus, X } from 'lucide-react';
import { Controller, useFieldArray, useFormContext } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { Textarea } from '@/components/ui/input.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import type { CreateDraft } from './create-draft.ts';

const kinds = ['motion', 'ble', 'lights', 'screen'] as const;

const useSpec = () => {
  const { control, register, formState } = useFormContext<CreateDraft>();
  return { control, register, errors: formState.errors.spec };
};

const Needs = () => {
  const { control } = useSpec();
  return (
    <fieldset>
      <legend className="text-xs font-medium text-ink-soft">{specWords.needs}</legend>
      <Controller
        control={control}
        name="spec.needs"
        render={({ field: { value, onChange } }) => (
          <div className="flex flex-wrap gap-x-4">
            {kinds.map((kind) => (
              <Checkbox
                key={kind}
                checked={value.includes(kind)}
                onChange={(on) =>
                  onChange(on ? [...value, kind] : value.filter((entry) => entry !== kind))
                }
              >
                {thingWord[kind]}
              </Checkbox>
            ))}
          </div>
        )}
      />
    </fieldset>
  );
};

const Volume = ({ index, onRemove }: { index: number; onRemove: () => void }) => {
  const { control, register, errors } = useSpec();
  const problems = errors?.volumes?.[index];
  const id = `volume-${String(index)}`;
  return (
    <div className="flex items-start gap-2">
      <div className="grid min-w-0 flex-1 grid-cols-2 gap-3 sm:grid-cols-3">
        <TextField
          id={`${id}-name`}
          label={specWords.volumeName}
          field={register(`spec.volumes.${index}.name`)}
          error={problems?.name?.message}
          spellCheck={false}
        />
        <TextField
          id={`${id}-path`}
          label={specWords.volumePath}
          field={register(`spec.volumes.${index}.path`)}
          error={problems?.path?.message}
          spellCheck={false}
        />
        <TextField
          id={`${id}-limit`}
          label={specWords.volumeLimit}
          field={register(`spec.volumes.${index}.limitMiB`)}
          error={problems?.limitMiB?.message}
          inputMode="numeric"
          placeholder={String(volumeMiB.usual)}
        />
      </div>
      <Button tone="ghost" size="icon" className="mt-5" onClick={onRemove}>
        <X aria-hidden />
        <span className="sr-only">
          <Controller
            control={control}
            name={`spec.volumes.${index}.name`}
            render={({ field }) => <>{specWords.takeOutVolume(field.value)}</>}
          />
        </span>
      </Button>
    </div>
  );
};

const Volumes = () => {
  const { control } = useSpec();
  const { fields, append, remove } = useFieldArray({ control, name: 'spec.volumes' });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-xs font-medium text-ink-soft">{specWords.volumes}</legend>
      {fields.map((volume, index) => (
        <Volume key={volume.id} index={index} onRemove={() => remove(index)} />
      ))}
      <Button
        size="sm"
        className="self-start"
        onClick={() => append({ key: fields.length, name: '', path: '/data', limitMiB: '' })}
      >
        <Plus aria-hidden /> {specWords.addVolume}
      </Button>
    </fieldset>
  );
};

const Json = ({
  id,
  label,
  hint,
  name,
}: {
  id: string;
  label: string;
  hint: string;
  name: 'configSchema' | 'defaultConfig';
}) => {
  const { register, errors } = useSpec();
  const error = errors?.[name]?.message;
  return (
    <Field id={id} label={label} error={error} hint={hint}>
      <Textarea
        id={id}
        {...register(`spec.${name}`)}
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, error, hint)}
        className="min-h-40 text-xs md:text-xs"
      />
    </Field>
  );
};

const Flag = ({
  name,
  children,
}: {
  name: 'roster' | 'published' | 'network';
  children: string;
}) => {
  const { control } = useSpec();
  return (
    <Controller
      control={control}
      name={`spec.${name}`}
      render={({ field: { value, onChange } }) => (
        <Checkbox checked={value} onChange={onChange}>
          {children}
        </Checkbox>
      )}
    />
  );
};

/**
 * What a release may ask of a device. There is no field for privileges, host folders or devices.
 */
export const SpecFields = () => {
  const { register, errors } = useSpec();
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 lg:grid-cols-2">
        <Json
          id="spec-schema"
          label={specWords.schema}
          hint={specWords.schemaHint}
          name="configSchema"
        />
        <Json
          id="spec-config"
          label={specWords.config}
          hint={specWords.configHint}
          name="defaultConfig"
        />
      </div>
      <Needs />
      <Volumes />
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <TextField
          id="spec-memory"
          label={specWords.memory}
          field={register('spec.memoryMiB')}
          error={errors?.memoryMiB?.message}
          inputMode="decimal"
        />
        <TextField
          id="spec-pids"
          label={specWords.pids}
          field={register('spec.pids')}
          error={errors?.pids?.message}
          inputMode="numeric"
        />
      </div>
      <div>
        <Flag name="roster">{specWords.roster}</Flag>
        <Flag name="published">{specWords.published}</Flag>
        <Flag name="network">{specWords.network}</Flag>
      </div>
    </div>
  );
};
