import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { startupProblems } from '@nanoedge/words';
import { StartupProblem } from '../startup-problem.ts';
import type { ServedCertificate } from './own-certificate.ts';

const read = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartupProblem(startupProblems.unreadableTls(file), { cause: error });
  });

const inPem = (pem: string): string[] =>
  pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];

/**
 * A certificate of somebody's own with its chain. Where the chain ends in an authority that signed
 * itself, that is the one which devices are told to believe; else those of their machines. Throws
 * StartupProblem.
 */
export const givenCertificate = async (
  files: { certificate: string; key: string },
  passphrase: string | null,
): Promise<ServedCertificate> => {
  const [certificate, keyText] = [await read(files.certificate), await read(files.key)];
  try {
    const chain = inPem(certificate).map((pem) => new X509Certificate(pem));
    const key = createPrivateKey({
      key: keyText,
      ...(passphrase === null ? {} : { passphrase }),
    });
    const [own, root] = [chain[0], chain.at(-1)];
    if (own === undefined || root === undefined || !own.checkPrivateKey(key))
      throw new StartupProblem(startupProblems.otherTlsKey(files.certificate, files.key));
    return {
      certificate,
      key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      authority: root.ca && root.checkIssued(root) ? root.toString() : null,
    };
  } catch (error) {
    if (error instanceof StartupProblem) throw error;
    throw new StartupProblem(startupProblems.badTls(files.certificate, files.key), {
      cause: error,
    });
  }
};
