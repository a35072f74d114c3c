import type { ProblemDetail } from '@nanoedge/protocol';
import { requestWords } from '@nanoedge/words';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const readDetail = (value: unknown): ProblemDetail | null => {
  if (!isRecord(value)) return null;
  const message = text(value['message']);
  return message === null
    ? null
    : { field: text(value['field']), message, remedy: text(value['remedy']) };
};

/** The `{problem}` of an HTTP answer's body; null when it has none. */
export const problemOfBody = (body: unknown): ProblemDetail | null =>
  isRecord(body) ? readDetail(body['problem']) : null;

/**
 * Any error of a request as something to show. What carries no problem of the server's never
 * reached it, or broke there.
 */
export const problemOf = (error: unknown): ProblemDetail => {
  const data = isRecord(error) && isRecord(error['data']) ? error['data'] : null;
  const detail = data === null ? null : readDetail(data['problem']);
  if (detail !== null) return detail;
  return { field: null, ...(data === null ? requestWords.noAnswer : requestWords.broke) };
};

/** What happened and what to do, in one line. */
export const detailText = ({
  message,
  remedy,
}: Pick<ProblemDetail, 'message' | 'remedy'>): string =>
  remedy === null ? message : `${message} ${remedy}`;

/** An error in one line. */
export const problemText = (error: unknown): string => detailText(problemOf(error));

/** Whether the request was refused because nobody is signed in. */
export const isSignedOut = (error: unknown): boolean =>
  isRecord(error) && isRecord(error['data']) && error['data']['httpStatus'] === 401;

/** Whether the thing that was asked for does not exist. */
export const isNotFound = (error: unknown): boolean =>
  isRecord(error) && isRecord(error['data']) && error['data']['httpStatus'] === 404;

/** Whether the server understood and said no, so that asking again changes nothing. */
export const isRefusal = (error: unknown): boolean => {
  if (!isRecord(error) || !isRecord(error['data'])) return false;
  const status = error['data']['httpStatus'];
  return typeof status === 'number' && status >= 400 && status < 500;
};
