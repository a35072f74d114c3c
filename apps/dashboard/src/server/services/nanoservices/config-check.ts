import { describeError } from '@nanoedge/base';
import { configFieldProblems, releaseRefusals } from '@nanoedge/words';
import { type ErrorObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { BadInput } from '../errors.ts';

/** What is wrong with a config: the field's path with dots ('' is the whole), and why. */
export interface ConfigProblem {
  field: string;
  message: string;
}

const compiled = new WeakMap<object, ValidateFunction>();

/**
 * `x-…` keywords are notes for forms and for the checks in named.ts; they mean nothing to the
 * validator.
 */
const compile = (schema: Record<string, unknown>): ValidateFunction => {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const made = new Ajv2020({
    strict: false,
    allErrors: true,
    logger: false,
    useDefaults: true,
  }).compile(schema);
  compiled.set(schema, made);
  return made;
};

/** Throws BadInput unless `schema` is JSON Schema that can be used by itself. */
export const checkConfigSchema = (schema: Record<string, unknown> | null, field: string): void => {
  if (schema === null) return;
  try {
    compile(schema);
  } catch (error) {
    throw new BadInput(field, releaseRefusals.noSchema(describeError(error)));
  }
};

const segment = (value: unknown): string => (typeof value === 'string' ? value : '');

const problemOf = ({ instancePath, keyword, params, message }: ErrorObject): ConfigProblem => {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = (...more: string[]): string => [...path, ...more].join('.');
  if (keyword === 'required')
    return { field: at(segment(params['missingProperty'])), message: configFieldProblems.missing };
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const name = segment(params['additionalProperty'] ?? params['unevaluatedProperty']);
    return { field: at(name), message: configFieldProblems.unknown };
  }
  if (keyword === 'enum' && Array.isArray(params['allowedValues']))
    return {
      field: at(),
      message: configFieldProblems.oneOf(params['allowedValues'].map(String)),
    };
  return { field: at(), message: message ?? configFieldProblems.invalid };
};

/**
 * Checks a config against a schema (null: any object will do). `config` is a copy with the schema's
 * defaults filled in.
 */
export const checkConfig = (
  schema: Record<string, unknown> | null,
  given: Record<string, unknown>,
): { config: Record<string, unknown>; problems: ConfigProblem[] } => {
  const config = structuredClone(given);
  if (schema === null) return { config, problems: [] };
  const validate = compile(schema);
  return { config, problems: validate(config) ? [] : (validate.errors ?? []).map(problemOf) };
};
