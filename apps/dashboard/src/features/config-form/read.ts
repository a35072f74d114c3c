import { configProblems, configRange, inList } from '@nanoedge/words';
import { type Draft, isEmpty } from './draft.ts';
import type { Bound, ConfigField } from './fields.ts';

/** What is wrong, by the path of the place (`rooms.0.zone`; the config itself: ''). */
export type Problems = ReadonlyMap<string, string>;

const below = (path: string, key: string | number): string =>
  path === '' ? String(key) : `${path}.${String(key)}`;

/**
 * A config out of what was typed, with every problem that can be told without asking the server.
 */
export const readDraft = (
  field: ConfigField,
  draft: Draft,
): { value: unknown; problems: Problems } => {
  const problems = new Map<string, string>();
  const value = read(field, draft, { path: '', problems });
  return { value, problems };
};

interface Place {
  path: string;
  problems: Map<string, string>;
}

const read = (field: ConfigField, draft: Draft, place: Place): unknown => {
  const { path, problems } = place;
  const refuse = (message: string): undefined => {
    problems.set(path, message);
    return undefined;
  };
  if (field.kind === 'text' && draft.kind === 'text') {
    // A required text may be empty where the schema lets it
    if (draft.text === '')
      return field.required
        ? field.minLength === 0 && field.pattern === null
          ? ''
          : refuse(configProblems.empty)
        : undefined;
    const problem = textProblem(field, draft.text);
    return problem === null ? draft.text : refuse(problem);
  }
  if (isEmpty(draft) && !field.required) return undefined;
  switch (field.kind) {
    case 'text':
      return undefined;
    case 'number':
      return draft.kind === 'text' ? readNumber(field, draft.text, refuse) : undefined;
    case 'choice': {
      const chosen =
        draft.kind === 'text'
          ? field.options.find((option) => String(option) === draft.text)
          : undefined;
      return chosen ?? refuse(configProblems.noChoice);
    }
    case 'flag':
      return draft.kind === 'flag' ? (draft.on ?? false) : undefined;
    case 'group': {
      if (draft.kind !== 'group') return undefined;
      const parts = field.fields.flatMap((inner) => {
        const part = draft.parts[inner.key];
        const value =
          part === undefined
            ? undefined
            : read(inner, part, { path: below(path, inner.key), problems });
        return value === undefined ? [] : [[inner.key, value] as const];
      });
      return { ...draft.rest, ...Object.fromEntries(parts) };
    }
    case 'list': {
      if (draft.kind !== 'list') return undefined;
      if (draft.items.length < field.minItems) refuse(configProblems.atLeast(field.minItems));
      if (field.maxItems !== null && draft.items.length > field.maxItems)
        refuse(configProblems.atMost(field.maxItems));
      return draft.items.map((item, index) =>
        read(field.item, item.draft, { path: below(path, index), problems }),
      );
    }
    case 'map':
      return draft.kind === 'map' ? readMap(field, draft, place) : undefined;
    case 'json':
      return draft.kind === 'json' ? readJson(draft.text, refuse) : undefined;
  }
};

const textProblem = (
  field: Extract<ConfigField, { kind: 'text' }>,
  text: string,
): string | null => {
  if (text.length < field.minLength) return configProblems.tooShort(field.minLength);
  if (field.maxLength !== null && text.length > field.maxLength)
    return configProblems.tooLong(field.maxLength);
  return matches(field.pattern, text) ? null : configProblems.pattern(field.pattern ?? '');
};

/** A pattern that this browser cannot read is left to the server. */
const matches = (pattern: string | null, text: string): boolean => {
  if (pattern === null) return true;
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
};

type Refuse = (message: string) => undefined;

const readNumber = (
  field: Extract<ConfigField, { kind: 'number' }>,
  text: string,
  refuse: Refuse,
): number | undefined => {
  if (text.trim() === '') return refuse(configProblems.empty);
  const value = Number(text.trim().replace('−', '-'));
  if (!Number.isFinite(value)) return refuse(configProblems.noNumber);
  if (field.integer && !Number.isInteger(value)) return refuse(configProblems.notWhole);
  if (field.minimum !== null && isBelow(value, field.minimum))
    return refuse(configProblems.range(lowest(field.minimum)));
  if (field.maximum !== null && isBelow(-value, { ...field.maximum, at: -field.maximum.at }))
    return refuse(configProblems.range(highest(field.maximum)));
  return value;
};

const isBelow = (value: number, { at, open }: Bound): boolean =>
  value < at || (open && value === at);
const lowest = ({ at, open }: Bound): string =>
  open ? configRange.moreThan(at) : configRange.atLeast(at);
const highest = ({ at, open }: Bound): string =>
  open ? configRange.lessThan(at) : configRange.atMost(at);

/** What a number may be, for the hint under its input; null when anything goes. */
export const rangeWords = ({
  minimum,
  maximum,
}: {
  minimum: Bound | null;
  maximum: Bound | null;
}): string | null => {
  const parts = [
    minimum === null ? null : lowest(minimum),
    maximum === null ? null : highest(maximum),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : inList(parts);
};

const readMap = (
  field: Extract<ConfigField, { kind: 'map' }>,
  draft: Extract<Draft, { kind: 'map' }>,
  { path, problems }: Place,
): unknown => {
  const seen = new Set<string>();
  const entries = draft.entries.map(({ name, draft: inner }, index) => {
    const at = below(path, name === '' ? index : name);
    if (name === '') problems.set(at, configProblems.noName);
    else if (seen.has(name)) problems.set(at, configProblems.takenName);
    else if (!matches(field.namePattern, name))
      problems.set(at, configProblems.namePattern(field.namePattern ?? ''));
    seen.add(name);
    return [name, read(field.value, inner, { path: at, problems })] as const;
  });
  return Object.fromEntries(entries);
};

const readJson = (text: string, refuse: Refuse): unknown => {
  if (text.trim() === '') return refuse(configProblems.empty);
  try {
    return JSON.parse(text);
  } catch {
    return refuse(configProblems.noJson);
  }
};

/** JSON text that must be an object: the config when it is edited as JSON. */
export const readObject = (
  text: string,
): { value: Record<string, unknown> | null; problem: string | null } => {
  const problems = new Map<string, string>();
  const value = readJson(text, (message) => {
    problems.set('', message);
    return undefined;
  });
  const problem = problems.get('') ?? null;
  if (problem !== null) return { value: null, problem };
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { value: { ...value }, problem: null }
    : { value: null, problem: configProblems.noObject };
};

/**
 * The place in the config that the server's `field` is about (`config.zone` → `zone`); null when it
 * is about something else.
 */
export const configPath = (field: string | null): string | null =>
  field === 'config'
    ? ''
    : field?.startsWith('config.') === true
      ? field.slice('config.'.length)
      : null;
