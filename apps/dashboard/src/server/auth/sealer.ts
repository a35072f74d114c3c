import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { SealPort } from '../services/seal-port.ts';

/** Seals as better-auth does, which opens it at sign-in. */
export const sealerWith = (secret: string): SealPort => ({
  seal: (text) => symmetricEncrypt({ key: secret, data: text }),
  open: (sealed) => symmetricDecrypt({ key: secret, data: sealed }),
});
