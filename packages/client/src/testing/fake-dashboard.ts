import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Answer =
  | { data: unknown }
  | { problem: { message: string; remedy: string | null; field?: string } };

/**
 * A dashboard that signs one person in and answers as it is told: procedures by their name, files
 * by their path. `calls` are the inputs that it got.
 */
export class FakeDashboard {
  readonly calls: { procedure: string; input: unknown }[] = [];
  signIns = 0;
  #session = 0;
  readonly #answers = new Map<string, (input: unknown) => Answer>();
  readonly #server: Server = createServer((request, response) => {
    this.#answer(request).then(
      ({ status, body, cookie }) => {
        response.writeHead(status, {
          'content-type': 'application/json',
          ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
        });
        response.end(JSON.stringify(body));
      },
      () => response.destroy(),
    );
  });

  on(procedure: string, answer: (input: unknown) => Answer): this {
    this.#answers.set(procedure, answer);
    return this;
  }

  /** Every session that was given out ends now. */
  forgetSessions(): void {
    this.#session += 1;
  }

  async start(): Promise<string> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', () => ready()));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status: number; body: unknown; cookie?: string }> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = await text(request);
    if (url.pathname === '/api/auth/sign-in/email') {
      if (!body.includes('right password'))
        return { status: 401, body: { message: 'Invalid email or password' } };
      this.signIns += 1;
      return { status: 200, body: {}, cookie: `session=${this.#session}; HttpOnly; Path=/` };
    }
    const procedure = url.pathname.replace('/api/trpc/', '');
    const isFile = procedure === url.pathname;
    const refusal = (problem: object) =>
      isFile ? { problem } : { error: { code: -32_600, message: 'refused', data: { problem } } };
    if (request.headers.cookie !== `session=${this.#session}`)
      return { status: 401, body: refusal({ message: 'Sign in.', remedy: null }) };
    const sent = request.method === 'GET' ? url.searchParams.get('input') : body;
    const input: unknown = isFile ? body : JSON.parse(sent ?? 'null');
    this.calls.push({ procedure, input });
    const answer = this.#answers.get(procedure)?.(input) ?? {
      problem: { message: `No ${procedure} here.`, remedy: null },
    };
    if ('problem' in answer) return { status: 400, body: refusal(answer.problem) };
    return isFile ? { status: 201, body: answer.data } : { status: 200, body: { result: answer } };
  }
}
