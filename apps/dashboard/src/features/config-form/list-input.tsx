'use client';

import { configWords } from '@nanoedge/words';
import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { type Draft, draftOf, freshKey } from './draft.ts';
import type { ConfigField } from './fields.ts';
import { GroupFields } from './group-input.tsx';
import type { PlaceProps } from './place.ts';

type ListProps = PlaceProps<
  Extract<ConfigField, { kind: 'list' }>,
  Extract<Draft, { kind: 'list' }>
>;

export const RemoveItem = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button tone="ghost" size="icon" onClick={onClick} className="size-7 shrink-0">
    <X aria-hidden />
    <span className="sr-only">{label}</span>
  </Button>
);

/** Items in order; each can be taken out, new ones come last. */
export const ListInput = ({ field, draft, path, problem, suggest, Inner, onChange }: ListProps) => {
  const error = problem(path);
  const { item } = field;
  const replace = (key: number, next: Draft) =>
    onChange({
      ...draft,
      items: draft.items.map((entry) => (entry.key === key ? { key, draft: next } : entry)),
    });
  const add = () =>
    onChange({
      ...draft,
      items: [...draft.items, { key: freshKey(draft.items), draft: draftOf(item, undefined) }],
    });
  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="px-1 text-xs font-medium text-ink-soft">{field.label}</legend>
      {field.hint === null ? null : <p className="mb-2 text-xs text-ink-faint">{field.hint}</p>}
      <ol className="flex flex-col gap-2">
        {draft.items.map((entry, index) => {
          const place = {
            path: path === '' ? String(index) : `${path}.${String(index)}`,
            problem,
            suggest,
            Inner,
            onChange: (next: Draft) => replace(entry.key, next),
          };
          const name = configWords.item(field.label, index + 1);
          return (
            <li key={entry.key} className="flex items-start gap-2 rounded-md bg-sunken p-2">
              <div className="min-w-0 flex-1">
                {item.kind === 'group' && entry.draft.kind === 'group' ? (
                  <GroupFields {...place} field={item} draft={entry.draft} />
                ) : (
                  <Inner {...place} field={{ ...item, label: name }} draft={entry.draft} />
                )}
              </div>
              <RemoveItem
                label={configWords.takeOut(name)}
                onClick={() =>
                  onChange({ ...draft, items: draft.items.filter(({ key }) => key !== entry.key) })
                }
              />
            </li>
          );
        })}
      </ol>
      {error === undefined ? null : <FieldError>{error}</FieldError>}
      <Button size="sm" onClick={add} className="mt-2">
        <Plus aria-hidden /> {configWords.addOne}
        <span className="sr-only">{configWords.addOneTo(field.label)}</span>
      </Button>
    </fieldset>
  );
};
