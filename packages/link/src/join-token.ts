import { JoinToken, InvalidMessage, parseJson } from '@nanoedge/protocol';
import { joinTokenProblems } from '@nanoedge/words';

const prefix = 'nanoedge-join-1.';

/** One word that carries all that a device must know to come to a site; a secret for a day. */
export const joinTokenText = (token: JoinToken): string =>
  `${prefix}${Buffer.from(JSON.stringify(token)).toString('base64url')}`;

/** Reads what `joinTokenText` wrote. Throws InvalidMessage with what to do. */
export const readJoinToken = (text: string): JoinToken => {
  const word = text.trim();
  if (!word.startsWith(prefix)) throw new InvalidMessage('join token', '', joinTokenProblems.other);
  const json = Buffer.from(word.slice(prefix.length), 'base64url').toString('utf8');
  try {
    return parseJson(JoinToken, json, 'join token');
  } catch (error) {
    if (!(error instanceof InvalidMessage)) throw error;
    throw new InvalidMessage('join token', error.field, joinTokenProblems.cut);
  }
};
