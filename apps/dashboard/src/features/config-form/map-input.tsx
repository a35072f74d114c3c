'use client';

import { configWords } from '@nanoedge/words';
import { Plus } from 'lucide-react';
import { useId } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { type Draft, draftOf, freshKey } from './draft.ts';
import type { ConfigField } from './fields.ts';
import { RemoveItem } from './list-input.tsx';
import type { PlaceProps } from './place.ts';

type MapProps = PlaceProps<Extract<ConfigField, { kind: 'map' }>, Extract<Draft, { kind: 'map' }>>;

/** Named values, such as the scanner of each zone. */
export const MapInput = ({ field, draft, path, problem, suggest, Inner, onChange }: MapProps) => {
  const id = useId();
  const error = problem(path);
  const replace = (key: number, change: { name?: string; draft?: Draft }) =>
    onChange({
      ...draft,
      entries: draft.entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry)),
    });
  const add = () =>
    onChange({
      ...draft,
      entries: [
        ...draft.entries,
        { key: freshKey(draft.entries), name: '', draft: draftOf(field.value, undefined) },
      ],
    });
  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="px-1 text-xs font-medium text-ink-soft">{field.label}</legend>
      {field.hint === null ? null : <p className="mb-2 text-xs text-ink-faint">{field.hint}</p>}
      <ul className="flex flex-col gap-2">
        {draft.entries.map((entry, index) => {
          const at = `${path === '' ? '' : `${path}.`}${entry.name === '' ? String(index) : entry.name}`;
          return (
            <li key={entry.key} className="flex items-start gap-2 rounded-md bg-sunken p-2">
              <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
                <div className="flex flex-col gap-1">
                  <label
                    htmlFor={`${id}-${String(entry.key)}`}
                    className="text-xs font-medium text-ink-soft"
                  >
                    {configWords.name}
                  </label>
                  <Input
                    id={`${id}-${String(entry.key)}`}
                    value={entry.name}
                    onChange={(event) => replace(entry.key, { name: event.target.value })}
                    autoComplete="off"
                  />
                </div>
                <Inner
                  field={field.value}
                  draft={entry.draft}
                  path={at}
                  problem={problem}
                  suggest={suggest}
                  Inner={Inner}
                  onChange={(next) => replace(entry.key, { draft: next })}
                />
              </div>
              <RemoveItem
                label={configWords.takeOutOf(entry.name === '' ? null : entry.name, field.label)}
                onClick={() =>
                  onChange({
                    ...draft,
                    entries: draft.entries.filter(({ key }) => key !== entry.key),
                  })
                }
              />
            </li>
          );
        })}
      </ul>
      {error === undefined ? null : <FieldError>{error}</FieldError>}
      <Button size="sm" onClick={add} className="mt-2">
        <Plus aria-hidden /> {configWords.addOne}
        <span className="sr-only">{configWords.addOneTo(field.label)}</span>
      </Button>
    </fieldset>
  );
};
