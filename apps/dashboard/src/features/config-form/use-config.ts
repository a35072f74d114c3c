'use client';

import { useMemo, useState } from 'react';
import { type Draft, draftOf, jsonText } from './draft.ts';
import { configFields } from './fields.ts';
import type { JsonSchema } from './json-schema.ts';
import { type Problems, readDraft, readObject } from './read.ts';

const nothing: Problems = new Map();

/** A config while somebody edits it, in the form or as JSON; both are the same config. */
export const useConfig = (schema: JsonSchema | null, given: Readonly<Record<string, unknown>>) => {
  const form = useMemo(() => configFields(schema), [schema]);
  const [draft, setDraft] = useState<Draft | null>(() =>
    form === null ? null : draftOf(form, given),
  );
  const [json, setJson] = useState(() => jsonText(given));
  const [asJson, setAsJson] = useState(form === null);
  const read = useMemo(() => {
    if (!asJson && form !== null && draft !== null) {
      const { value, problems } = readDraft(form, draft);
      return { value: typeof value === 'object' && value !== null ? { ...value } : {}, problems };
    }
    const { value, problem } = readObject(json);
    return { value: value ?? {}, problems: problem === null ? nothing : new Map([['', problem]]) };
  }, [asJson, form, draft, json]);
  const showJson = (next: boolean) => {
    if (next) setJson(jsonText(read.value));
    else if (form !== null) setDraft(draftOf(form, read.value));
    setAsJson(next);
  };
  /** Puts another config in the place of what is there. */
  const take = (value: Readonly<Record<string, unknown>>) => {
    if (form !== null) setDraft(draftOf(form, value));
    setJson(jsonText(value));
  };
  return {
    form,
    take,
    draft,
    setDraft,
    json,
    setJson,
    asJson,
    showJson,
    value: read.value,
    problems: read.problems,
    valid: read.problems.size === 0,
  };
};

export type ConfigState = ReturnType<typeof useConfig>;
