import { isRequest, optionNumber, optionOf, readMessage } from '../oscore/wire.ts';

/**
 * What a recorded datagram says of how it is protected, null when it is no protected request.
 * `nonce` holds number, context and sender: all that key and nonce are made of, beside the secret.
 */
export const protectedRequest = (
  datagram: Buffer,
): { nonce: string; ciphertext: string } | null => {
  const message = readMessage(datagram);
  if (message === null || !isRequest(message)) return null;
  const option = optionOf(message, optionNumber.oscore);
  if (option === null) return null;
  return { nonce: option.toString('hex'), ciphertext: message.payload.toString('hex') };
};
