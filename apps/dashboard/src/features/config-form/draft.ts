import type { ConfigField } from './fields.ts';

/**
 * What the form holds for a field while somebody types. Keys of items are the page's own and stay
 * when items move.
 */
export type Draft =
  | { kind: 'text'; text: string }
  | { kind: 'flag'; on: boolean | null }
  | {
      kind: 'group';
      parts: Readonly<Record<string, Draft>>;
      rest: Readonly<Record<string, unknown>>;
    }
  | { kind: 'list'; items: readonly { key: number; draft: Draft }[] }
  | { kind: 'map'; entries: readonly { key: number; name: string; draft: Draft }[] }
  | { kind: 'json'; text: string };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const jsonText = (value: unknown): string =>
  value === undefined ? '' : JSON.stringify(value, null, 2);

/**
 * A value as the form holds it; where the value does not fit the schema, the place starts empty.
 */
export const draftOf = (field: ConfigField, given: unknown): Draft => {
  const value = given === undefined ? field.fallback : given;
  switch (field.kind) {
    case 'text':
    case 'choice':
    case 'number':
      return {
        kind: 'text',
        text: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
      };
    case 'flag':
      return { kind: 'flag', on: typeof value === 'boolean' ? value : null };
    case 'group': {
      const own = isRecord(value) ? value : {};
      const names = new Set(field.fields.map(({ key }) => key));
      return {
        kind: 'group',
        parts: Object.fromEntries(
          field.fields.map((inner) => [inner.key, draftOf(inner, own[inner.key])]),
        ),
        rest: Object.fromEntries(Object.entries(own).filter(([key]) => !names.has(key))),
      };
    }
    case 'list':
      return {
        kind: 'list',
        items: (Array.isArray(value) ? value : []).map((item, key) => ({
          key,
          draft: draftOf(field.item, item),
        })),
      };
    case 'map':
      return {
        kind: 'map',
        entries: Object.entries(isRecord(value) ? value : {}).map(([name, inner], key) => ({
          key,
          name,
          draft: draftOf(field.value, inner),
        })),
      };
    case 'json':
      return { kind: 'json', text: jsonText(value) };
  }
};

/** A key that no item of the list has yet. */
export const freshKey = (items: readonly { key: number }[]): number =>
  items.reduce((most, { key }) => Math.max(most, key + 1), 0);

/** Whether nothing was given: an optional place that is empty is left out of the config. */
export const isEmpty = (draft: Draft): boolean => {
  switch (draft.kind) {
    case 'text':
    case 'json':
      return draft.text.trim() === '';
    case 'flag':
      return draft.on === null;
    case 'group':
      return Object.keys(draft.rest).length === 0 && Object.values(draft.parts).every(isEmpty);
    case 'list':
      return draft.items.length === 0;
    case 'map':
      return draft.entries.length === 0;
  }
};
