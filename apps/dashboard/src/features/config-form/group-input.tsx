'use client';

import { Checkbox } from '@/components/ui/checkbox.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import type { Draft } from './draft.ts';
import type { ConfigField } from './fields.ts';
import type { PlaceProps } from './place.ts';

type FlagProps = PlaceProps<
  Extract<ConfigField, { kind: 'flag' }>,
  Extract<Draft, { kind: 'flag' }>
>;

export const FlagInput = ({ field, draft, path, problem, onChange }: FlagProps) => {
  const error = problem(path);
  return (
    <div className="flex flex-col justify-center">
      <Checkbox checked={draft.on ?? false} onChange={(on) => onChange({ kind: 'flag', on })}>
        <span>{field.label}</span>
        {field.hint === null ? null : <span className="text-xs text-ink-faint">{field.hint}</span>}
      </Checkbox>
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </div>
  );
};

type GroupProps = PlaceProps<
  Extract<ConfigField, { kind: 'group' }>,
  Extract<Draft, { kind: 'group' }>
>;

const isWide = (field: ConfigField): boolean =>
  field.kind === 'group' || field.kind === 'list' || field.kind === 'map' || field.kind === 'json';

/** The fields of an object, two in a row where there is room. */
export const GroupFields = ({ field, draft, path, onChange, ...rest }: GroupProps) => {
  const { Inner } = rest;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {field.fields.map((inner) => {
        const part = draft.parts[inner.key];
        return part === undefined ? null : (
          <div key={inner.key} className={isWide(inner) ? 'min-w-0 sm:col-span-2' : 'min-w-0'}>
            <Inner
              {...rest}
              field={inner}
              draft={part}
              path={path === '' ? inner.key : `${path}.${inner.key}`}
              onChange={(next) =>
                onChange({ ...draft, parts: { ...draft.parts, [inner.key]: next } })
              }
            />
          </div>
        );
      })}
    </div>
  );
};

/** An object inside the config. */
export const GroupInput = (props: GroupProps) => {
  const error = props.problem(props.path);
  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="px-1 text-xs font-medium text-ink-soft">{props.field.label}</legend>
      {props.field.hint === null ? null : (
        <p className="mb-2 text-xs text-ink-faint">{props.field.hint}</p>
      )}
      <GroupFields {...props} />
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </fieldset>
  );
};
