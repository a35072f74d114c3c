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

export type Posted = { ok: true; body: unknown } | { ok: false; problem: ProblemDetail };

const noAnswer: ProblemDetail = { field: null, ...requestWords.noAnswer };
const notWorked: ProblemDetail = { field: null, ...requestWords.uploadFailed };
const stopped: ProblemDetail = { field: null, ...requestWords.uploadStopped };

/**
 * Sends a file or a form; `onBytes` gets how many bytes have gone. fetch cannot tell that, hence
 * XMLHttpRequest.
 */
export const postFile = (
  url: string,
  body: FormData | File,
  {
    onBytes,
    signal,
    contentType,
  }: { onBytes: (sent: number, total: number) => void; signal?: AbortSignal; contentType?: string },
): Promise<Posted> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    if (contentType !== undefined) request.setRequestHeader('content-type', contentType);
    request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) =>
      onBytes(loaded, lengthComputable ? total : 0),
    );
    request.addEventListener('load', () => {
      const answer = readJson(request.responseText);
      resolve(
        request.status === 201
          ? { ok: true, body: answer }
          : { ok: false, problem: problemOfBody(answer) ?? notWorked },
      );
    });
    request.addEventListener('error', () => resolve({ ok: false, problem: noAnswer }));
    request.addEventListener('abort', () => resolve({ ok: false, problem: stopped }));
    signal?.addEventListener('abort', () => request.abort());
    request.send(body);
  });
