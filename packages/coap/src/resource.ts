import { parseJson } from '@nanoedge/protocol';
import type { Output, Schema } from './schema.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a path holds where its resource's path has `{name}`, by name. */
export type Parameters = Record<string, string>;

/** A request as a handler sees it: path parameters and query decoded, body still bytes. */
export interface Request {
  parameters: Parameters;
  query: Record<string, string>;
  payload: Buffer;
  /** Address of the speaker. */
  from: string;
  /** As which peer the speaker was proven; null where nobody is asked to. */
  peer: string | null;
}

/** What a handler answers: a success code, and a body that is sent as JSON; bytes as they are. */
export interface Answer {
  code: '2.01' | '2.02' | '2.04' | '2.05' | '5.03';
  body?: unknown;
}

export type Handler = (request: Request) => Answer | Promise<Answer>;

/** One entry of a server's resource table. `path` may hold `{name}` segments. */
export interface Resource {
  path: string;
  /** Resource type for `/.well-known/core` (RFC 6690 §3.1). */
  type: string;
  /** The present state, for those who observe it. */
  observable?: (parameters: Parameters) => unknown;
  /**
   * Calls `changed` with every change while somebody observes; the answer ends that. Without it
   * the owner of the server calls `notify`.
   */
  watch?: (parameters: Parameters, changed: () => void) => () => void;
  handlers: Partial<Record<Method, Handler>>;
}

export const content = (body: unknown): Answer => ({ code: '2.05', body });
export const created = (body?: unknown): Answer => ({ code: '2.01', body });
export const changed = (body?: unknown): Answer => ({ code: '2.04', body });
export const deleted = (): Answer => ({ code: '2.02' });

/**
 * A handler whose body is checked first: a body that `schema` refuses is answered 4.00 and never
 * seen.
 */
export const withBody =
  <T extends Schema>(
    schema: T,
    handle: (body: Output<T>, request: Request) => Answer | Promise<Answer>,
  ): Handler =>
  (request) =>
    handle(parseJson(schema, request.payload.toString(), 'body'), request);

/** A resource that is read and observed; `read` gives its present state. */
export const observable = (path: string, type: string, read: () => unknown): Resource => ({
  path,
  type,
  observable: read,
  handlers: { GET: () => content(read()) },
});

/** The parameters of `path` when it fits `pattern`, else null. */
export const matchPath = (pattern: string, path: string): Parameters | null => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: Parameters = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith('{')) {
      if (value === '') return null;
      parameters[segment.slice(1, -1)] = value;
    } else if (segment !== value) return null;
  }
  return parameters;
};

/**
 * `/.well-known/core` in link format (RFC 6690); a templated path cannot be linked and is left out.
 */
export const linkFormat = (resources: readonly Resource[]): string =>
  resources
    .filter((resource) => !resource.path.includes('{'))
    .map(
      (resource) =>
        `<${resource.path}>;rt="${resource.type}";ct=50${resource.observable === undefined ? '' : ';obs'}`,
    )
    .join(',');
