import { z } from 'zod';
import { problemOfBody } from './problem.ts';

/** The server's limit for one file. */
export const maxUploadBytes = 25 * 1024 * 1024;

const Uploaded = z.object({ digest: z.string(), kind: z.enum(['pdf', 'image', 'markdown']), bytes: z.number(), name: z.string() });
export type Uploaded = z.infer<typeof Uploaded>;

export type UploadResult = { ok: true; file: Uploaded } | { ok: false; problem: string };

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const resultOf = (status: number, text: string): UploadResult => {
  const body = readJson(text);
  const file = Uploaded.safeParse(body);
  if (status === 201 && file.success) return { ok: true, file: file.data };
  const problem = problemOfBody(body);
  if (problem !== null) return { ok: false, problem: problem.remedy === null ? problem.message : `${problem.message} ${problem.remedy}` };
  return { ok: false, problem: 'The upload did not work. Try again.' };
};

/** Sends one file; `onShare` gets what part of it has gone (0 to 1). fetch cannot tell that, hence XMLHttpRequest. */
export const upload = (file: File, onShare: (share: number) => void): Promise<UploadResult> => {
  if (file.size > maxUploadBytes)
    return Promise.resolve({ ok: false, problem: 'It is larger than 25 MB. Make it smaller, or add a link instead.' });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/content');
    request.upload.addEventListener('progress', (event) => onShare(event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener('load', () => resolve(resultOf(request.status, request.responseText)));
    request.addEventListener('error', () => resolve({ ok: false, problem: 'The dashboard did not answer. Try again.' }));
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
};
