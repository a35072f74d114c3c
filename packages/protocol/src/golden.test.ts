import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { goldens } from '../test/golden.ts';
import * as protocol from './index.ts';
import { InvalidMessage, parse, parseJson } from './problem.ts';

const isSchema = (value: unknown): value is z.ZodMiniType =>
  typeof value === 'object' && value !== null && '_zod' in value;

const schemas = new Map(Object.entries(protocol).filter((entry) => isSchema(entry[1])));

const refusal = (work: () => unknown): InvalidMessage | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof InvalidMessage) return error;
    throw error;
  }
};

describe('the golden fixtures', () => {
  it('are there for every schema that is exported, and for no other', () => {
    expect(goldens.map(({ schema }) => schema).toSorted()).toEqual([...schemas.keys()].toSorted());
  });
});

describe.each(goldens)('$schema', ({ schema, valid, broken }) => {
  const checked = schemas.get(schema);
  if (!isSchema(checked)) return;

  it.each(valid.map((value) => ({ value })))('takes a valid message as it is', ({ value }) => {
    expect(parseJson(checked, JSON.stringify(value), 'message')).toEqual(value);
  });

  it.each(broken)('refuses $edit, naming the field', ({ value, field }) => {
    expect(refusal(() => parse(checked, value, 'message'))?.field).toBe(field);
  });
});
