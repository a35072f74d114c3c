'use client';

import { configWords, sideBySide } from '@nanoedge/words';
import { useId } from 'react';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { Input, Select, Textarea } from '@/components/ui/input.tsx';
import type { Draft } from './draft.ts';
import type { ConfigField } from './fields.ts';
import { rangeWords } from './read.ts';
import { FlagInput, GroupInput } from './group-input.tsx';
import { ListInput } from './list-input.tsx';
import { MapInput } from './map-input.tsx';
import type { PlaceProps } from './place.ts';

const hintOf = (field: ConfigField): string | undefined => {
  const range = field.kind === 'number' ? rangeWords(field) : null;
  const parts = [
    field.hint?.replace(/\.$/, '') ?? null,
    range,
    field.required ? null : configWords.optional,
  ].filter((part) => part !== null);
  return parts.length === 0 ? undefined : sideBySide(parts);
};

const Suggested = ({ id, options }: { id: string; options: readonly string[] }) =>
  options.length === 0 ? null : (
    <datalist id={id}>
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </datalist>
  );

type LeafProps = PlaceProps<
  Extract<ConfigField, { kind: 'text' | 'number' | 'choice' | 'json' }>,
  Extract<Draft, { text: string }>
>;

const LeafInput = ({ field, draft, path, problem, suggest, onChange }: LeafProps) => {
  const id = useId();
  const error = problem(path);
  const hint = hintOf(field);
  const common = {
    id,
    'aria-invalid': error !== undefined,
    'aria-describedby': describedBy(id, error, hint),
    'aria-required': field.required,
    'data-path': path,
  };
  const change = (text: string) => onChange({ ...draft, text });
  const options = field.kind === 'text' ? suggest(field.key) : [];
  return (
    <Field id={id} label={field.label} error={error} hint={hint}>
      {field.kind === 'choice' ? (
        <Select {...common} value={draft.text} onChange={(event) => change(event.target.value)}>
          <option value="">{field.required ? configWords.choose : configWords.notSet}</option>
          {field.options.map((option) => (
            <option key={option} value={String(option)}>
              {option}
            </option>
          ))}
        </Select>
      ) : field.kind === 'json' ? (
        <Textarea
          {...common}
          value={draft.text}
          onChange={(event) => change(event.target.value)}
          spellCheck={false}
          className="min-h-20"
        />
      ) : (
        <Input
          {...common}
          value={draft.text}
          onChange={(event) => change(event.target.value)}
          inputMode={field.kind === 'number' ? 'decimal' : undefined}
          list={options.length === 0 ? undefined : `${id}-list`}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      <Suggested id={`${id}-list`} options={options} />
    </Field>
  );
};

/**
 * Draws the place by its kind. A draft always has its field's kind, because the form makes it from
 * the field.
 */
export const FieldInput = (props: PlaceProps) => {
  const { field, draft } = props;
  if (field.kind === 'flag' && draft.kind === 'flag')
    return <FlagInput {...props} field={field} draft={draft} />;
  if (field.kind === 'group' && draft.kind === 'group')
    return <GroupInput {...props} field={field} draft={draft} />;
  if (field.kind === 'list' && draft.kind === 'list')
    return <ListInput {...props} field={field} draft={draft} />;
  if (field.kind === 'map' && draft.kind === 'map')
    return <MapInput {...props} field={field} draft={draft} />;
  if (
    field.kind === 'flag' ||
    field.kind === 'group' ||
    field.kind === 'list' ||
    field.kind === 'map'
  )
    return null;
  return draft.kind === 'text' || draft.kind === 'json' ? (
    <LeafInput {...props} field={field} draft={draft} />
  ) : null;
};
