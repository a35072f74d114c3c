import type { ProblemDetail } from '@nanoedge/protocol';
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { detailText } from '@/browser/api/problem.ts';

/** For a field whose remedy is not to be seen in it. */
export const withRemedy = (problem: ProblemDetail): ProblemDetail => ({
  ...problem,
  message: detailText(problem),
  remedy: null,
});

/**
 * Shows what the server refused: at the input that it is about, which takes the focus, or else as
 * a problem of the form (`root`). A reason is said once.
 */
export const showRefusal = <T extends FieldValues>(
  setError: UseFormSetError<T>,
  problem: ProblemDetail,
  input: FieldPath<T> | null,
): void => {
  if (input === null) setError('root', { message: detailText(problem) });
  else setError(input, { message: problem.message }, { shouldFocus: true });
};
