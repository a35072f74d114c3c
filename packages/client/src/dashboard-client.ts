import { createTRPCClient, httpLink, type TRPCClient, TRPCClientError } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { clientProblems } from '@nanoedge/words';
import type * as z from 'zod/mini';
import { ClientError, Refused, StrangeAnswer } from './errors.ts';
import { type Answers, readAnswer, readAnswers, ProblemBody } from './read-answers.ts';
import type { WebSession } from './session.ts';
import { ContentUpload, ImageUpload } from './uploads.ts';

/**
 * A dashboard as programs use it: its procedures, and files. What it refuses, and what cannot be
 * understood, is a ClientError. `Router` is the dashboard's own type: see README.md.
 */
export class DashboardClient<Router extends AnyRouter> {
  readonly session: WebSession;
  readonly #api: TRPCClient<Router>;

  constructor(session: WebSession, answers: Answers = {}) {
    this.session = session;
    this.#api = createTRPCClient<Router>({
      links: [
        readAnswers(answers),
        httpLink<AnyRouter>({
          url: `${session.url}/api/trpc`,
          fetch: async (url, { method, headers, body } = {}) => {
            const path = String(url).slice(session.url.length);
            const answer = await session.fetch(path, {
              ...(method === undefined ? {} : { method }),
              ...(headers === undefined ? {} : { headers }),
              ...(body === undefined ? {} : { body }),
            });
            if (isJson(answer)) return answer;
            throw await notOurs(answer, path.replace(/^\/api\/trpc\/|\?.*$/g, ''));
          },
        }),
      ],
    });
  }

  /** Calls a procedure: `ask((api) => api.runs.get.query({ run }))`. */
  async ask<T>(call: (api: TRPCClient<Router>) => Promise<T>): Promise<T> {
    try {
      return await call(this.#api);
    } catch (error) {
      throw error instanceof TRPCClientError && error.cause instanceof ClientError
        ? error.cause
        : error;
    }
  }

  /** Sends a file, or a form with one; the answer is read with `schema`. */
  async upload<T extends z.ZodMiniType>(
    path: string,
    schema: T,
    body: Blob | FormData,
  ): Promise<z.infer<T>> {
    const answer = await this.session.fetch(path, { method: 'POST', body });
    if (!answer.ok) throw await refusalOf(answer, path);
    if (!isJson(answer)) throw await notOurs(answer, path);
    return readAnswer(path, schema, await answer.json());
  }

  /** Sends the archive of an image, as `docker save` writes it. */
  uploadImage(archive: Blob): Promise<ImageUpload> {
    return this.upload('/api/images', ImageUpload, archive);
  }

  /** Sends a file that a meeting shall show. */
  uploadContent(file: File): Promise<ContentUpload> {
    const form = new FormData();
    form.set('file', file);
    return this.upload('/api/content', ContentUpload, form);
  }

  /** A file's bytes, in the answer's body. */
  async download(path: string): Promise<Response> {
    const answer = await this.session.fetch(path);
    if (!answer.ok) throw await refusalOf(answer, path);
    return answer;
  }
}

const isJson = ({ headers }: Response): boolean =>
  headers.get('content-type')?.includes('json') === true;

/** Something between us and the dashboard answers; its status says all there is. */
const notOurs = async (answer: Response, what: string): Promise<StrangeAnswer> => {
  await answer.body?.cancel();
  return new StrangeAnswer(what, clientProblems.status(answer.status));
};

const refusalOf = async (answer: Response, path: string): Promise<ClientError> => {
  if (!isJson(answer)) return notOurs(answer, path);
  const refusal = ProblemBody.safeParse(await answer.json());
  return refusal.success
    ? new Refused(refusal.data.problem)
    : new StrangeAnswer(path, clientProblems.status(answer.status));
};
