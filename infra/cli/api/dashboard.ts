import { openAsBlob } from 'node:fs';
import * as z from 'zod/mini';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import type { Home } from '../home.ts';
import { type Access, accessOf, jsonOrNull, reach, savedCookie, signIn } from './session.ts';
import { SiteRow } from './views.ts';

const Problem = z.object({ message: z.string(), remedy: z.nullable(z.string()) });
const TrpcAnswer = z.union([
  z.object({ result: z.object({ data: z.optional(z.unknown()) }) }),
  z.object({
    error: z.object({ message: z.string(), data: z.object({ problem: z.optional(Problem) }) }),
  }),
]);
const HttpRefusal = z.object({ problem: Problem });

const inWords = ({ message, remedy }: z.infer<typeof Problem>): string =>
  remedy === null ? message : `${message} ${remedy}`;

interface Call {
  method: 'GET' | 'POST';
  path: string;
  body?: { type: string; content: string | Blob };
}

/**
 * The dashboard as programs use it: tRPC over plain HTTP, and files. Answers are checked; a refusal
 * becomes a UserError in the dashboard's own words. A session that has ended is replaced once.
 */
export class Dashboard {
  readonly #home: Home;
  readonly #access: Access;
  #cookie: string | null;

  constructor(env: CliEnv, home: Home) {
    this.#home = home;
    this.#access = accessOf(env, home);
    this.#cookie = savedCookie(home, this.#access);
  }

  async query<T extends z.ZodMiniType>(
    procedure: string,
    schema: T,
    input?: unknown,
  ): Promise<z.infer<T>> {
    const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return this.#trpc(procedure, schema, { method: 'GET', path: `/api/trpc/${procedure}${query}` });
  }

  async mutate<T extends z.ZodMiniType>(
    procedure: string,
    schema: T,
    input: unknown,
  ): Promise<z.infer<T>> {
    const body = { type: 'application/json', content: JSON.stringify(input) };
    return this.#trpc(procedure, schema, { method: 'POST', path: `/api/trpc/${procedure}`, body });
  }

  /** Sends a file as it is. Throws UserError with the dashboard's words. */
  async upload<T extends z.ZodMiniType>(
    path: string,
    schema: T,
    file: { path: string; type: string },
  ): Promise<z.infer<T>> {
    const content = await openAsBlob(file.path);
    const answer = await this.#request({
      method: 'POST',
      path,
      body: { type: file.type, content },
    });
    if (!answer.ok) throw await this.#refusal(answer, path);
    return this.#check(path, schema, await answer.json());
  }

  async download(path: string): Promise<Response> {
    const answer = await this.#request({ method: 'GET', path });
    if (!answer.ok) throw await this.#refusal(answer, path);
    return answer;
  }

  /** The one site of this dashboard. */
  async site(): Promise<string> {
    const [site] = await this.query('site.list', z.array(SiteRow));
    if (site === undefined) throw new UserError('The dashboard has no site yet.');
    return site.id;
  }

  async #trpc<T extends z.ZodMiniType>(
    procedure: string,
    schema: T,
    call: Call,
  ): Promise<z.infer<T>> {
    const answer = await this.#request(call);
    const parsed = TrpcAnswer.safeParse(jsonOrNull(await answer.text()));
    if (!parsed.success)
      throw new UserError(
        `The dashboard's answer to ${procedure} makes no sense here (status ${answer.status}); is it another version?`,
      );
    if ('result' in parsed.data) return this.#check(procedure, schema, parsed.data.result.data);
    const { message, data } = parsed.data.error;
    throw new UserError(data.problem === undefined ? message : inWords(data.problem));
  }

  async #request(call: Call): Promise<Response> {
    if (this.#cookie === null) this.#cookie = await signIn(this.#home, this.#access);
    const answer = await this.#send(call, this.#cookie);
    if (answer.status !== 401) return answer;
    await answer.body?.cancel();
    this.#cookie = await signIn(this.#home, this.#access);
    return this.#send(call, this.#cookie);
  }

  #send({ method, path, body }: Call, cookie: string): Promise<Response> {
    const headers = {
      cookie,
      origin: this.#access.url,
      ...(body === undefined ? {} : { 'content-type': body.type }),
    };
    return reach(this.#access, path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: body.content }),
    });
  }

  #check<T extends z.ZodMiniType>(what: string, schema: T, value: unknown): z.infer<T> {
    const checked = schema.safeParse(value);
    if (checked.success) return checked.data;
    const [issue] = checked.error.issues;
    throw new UserError(
      `The dashboard's answer to ${what} makes no sense here (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}); is it another version?`,
    );
  }

  async #refusal(answer: Response, path: string): Promise<UserError> {
    const parsed = HttpRefusal.safeParse(jsonOrNull(await answer.text()));
    return new UserError(
      parsed.success
        ? inWords(parsed.data.problem)
        : `${path} was answered with status ${answer.status}.`,
    );
  }
}
