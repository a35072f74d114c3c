import type { IncomingMessage } from 'node:http';

/** All of a request's body as text. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};
