import type { ProblemDetail } from '@nanoedge/protocol';
import { requestWords } from '@nanoedge/words';
import { problemOfBody } from '@/browser/api/problem.ts';

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** `refused`: the server looked at it and said no, so that the same file again is refused again. */
export type Posted =
  | { ok: true; body: unknown }
  | { ok: false; problem: ProblemDetail; refused: boolean };

/** Codes that speak of the moment and not of the file. */
const isPassing = (status: number): boolean =>
  status >= 500 || status === 401 || status === 408 || status === 429;

const noAnswer: ProblemDetail = { field: null, ...requestWords.noAnswer };
const notWorked: ProblemDetail = { field: null, ...requestWords.uploadFailed };
const stopped: ProblemDetail = { field: null, ...requestWords.uploadStopped };

/** Calls back when somebody has signed in again; returns how to stop waiting. */
export type WaitForSignIn = (again: () => void) => () => void;

interface PostOptions {
  onBytes: (sent: number, total: number) => void;
  signal?: AbortSignal;
  contentType?: string;
  /** Waits for a sign-in, after which the file is sent again; absent: being signed out is an end. */
  signInAgain?: WaitForSignIn;
}

/**
 * Sends a file or a form; `onBytes` gets how many bytes have gone. fetch cannot tell that, hence
 * XMLHttpRequest.
 */
export const postFile = (
  url: string,
  body: FormData | File,
  options: PostOptions,
): Promise<Posted> =>
  new Promise((resolve) => {
    const { onBytes, signal, contentType, signInAgain } = options;
    const request = new XMLHttpRequest();
    request.open('POST', url);
    if (contentType !== undefined) request.setRequestHeader('content-type', contentType);
    request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) =>
      onBytes(loaded, lengthComputable ? total : 0),
    );
    request.addEventListener('load', () => {
      if (request.status === 401 && signInAgain !== undefined) {
        const again = () => resolve(postFile(url, body, options));
        const stop = signInAgain(again);
        signal?.addEventListener('abort', () => {
          stop();
          resolve({ ok: false, problem: stopped, refused: false });
        });
        return;
      }
      const answer = readJson(request.responseText);
      resolve(
        request.status === 201
          ? { ok: true, body: answer }
          : {
              ok: false,
              problem: problemOfBody(answer) ?? notWorked,
              refused: problemOfBody(answer) !== null && !isPassing(request.status),
            },
      );
    });
    request.addEventListener('error', () =>
      resolve({ ok: false, problem: noAnswer, refused: false }),
    );
    request.addEventListener('abort', () =>
      resolve({ ok: false, problem: stopped, refused: false }),
    );
    signal?.addEventListener('abort', () => request.abort());
    request.send(body);
  });
