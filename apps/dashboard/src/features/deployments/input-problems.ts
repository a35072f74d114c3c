import type { ProblemDetail } from '@nanoedge/protocol';
import { configPath } from '@/features/config-form/read.ts';
import type { Finding, Preflight } from './preflight.ts';

/** The first part of the server's field: the input that it is about. */
const inputOf = (field: string | null): string => field?.split('.')[0] ?? '';

/** Whether the form has an input for what the server's field is about. */
export const hasInput = (field: string | null): boolean =>
  ['name', 'port', 'peers'].includes(inputOf(field)) || configPath(field) !== null;

/** What is wrong with an input; undefined while nothing is. */
export const problemAt = (
  problems: readonly ProblemDetail[],
  input: string,
): ProblemDetail | undefined => problems.find(({ field }) => inputOf(field) === input);

/** Findings about an input are shown there; what is left is about the device. */
export const aboutDevice = (preflight: Preflight): Preflight => ({
  ...preflight,
  findings: preflight.findings.filter(({ field }) => !hasInput(field)),
});

/** The findings that an input can help against. */
export const aboutInputs = (preflights: readonly Preflight[]): readonly Finding[] =>
  preflights.flatMap(({ findings }) =>
    findings.filter(({ field, blocks }) => blocks && hasInput(field)),
  );
