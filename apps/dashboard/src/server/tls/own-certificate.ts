import { type KeyObject, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { dayMs } from '@nanoedge/base';
import { readOrMakePrivateKey } from '../home/private-key.ts';

/** A certificate is renewed when it has less than this left. */
const renewBeforeMs = 30 * dayMs;

/** What TLS is served with, all in PEM; `authority` is null where the machines' own suffice. */
export interface ServedCertificate {
  certificate: string;
  key: string;
  authority: string | null;
}

const readCertificate = async (file: string): Promise<X509Certificate | null> => {
  try {
    return new X509Certificate(await readFile(file));
  } catch {
    // Not there yet, or not one: it is made anew
    return null;
  }
};

const write = async (file: string, pem: string): Promise<void> => {
  await writeFile(`${file}.new`, `${pem.trim()}\n`, { mode: 0o644, flush: true });
  await rename(`${file}.new`, file);
};

const lasts = (certificate: X509Certificate, now: number, leftMs: number): boolean =>
  certificate.validToDate.getTime() - now > leftMs;

/** Whether it is of this key and authority, for all these names, and lasts. */
const isGood = (
  certificate: X509Certificate,
  {
    key,
    authority,
    names,
  }: { key: KeyObject; authority: X509Certificate; names: readonly string[] },
  now: number,
): boolean =>
  lasts(certificate, now, renewBeforeMs) &&
  certificate.checkPrivateKey(key) &&
  certificate.checkIssued(authority) &&
  names.every((name) =>
    isIP(name) === 0
      ? certificate.checkHost(name) !== undefined
      : certificate.checkIP(name) !== undefined,
  );

interface OwnCertificate {
  home: string;
  passphrase: string | null;
  names: readonly string[];
  now: number;
}

/**
 * The certificate of an authority of this dashboard's own, both made the first time; the certificate
 * is made anew in time before it lapses and when the dashboard has another name or address. Keys are
 * in `<home>/secrets`, what may be seen is in `<home>/tls`.
 */
export const ownCertificate = async (wanted: OwnCertificate): Promise<ServedCertificate> => {
  const { home, passphrase, names, now } = wanted;
  const folder = path.join(home, 'tls');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const keyOf = (name: string): Promise<KeyObject> =>
    readOrMakePrivateKey(home, { name, kind: 'certificates', passphrase });
  const [authorityKey, key] = [await keyOf('authority'), await keyOf('tls')];
  const [authorityFile, file] = ['authority.pem', 'dashboard.pem'].map((name) =>
    path.join(folder, name),
  ) as [string, string];
  // Whoever issues takes 20 MB, and is seldom needed
  const issuer = () => import('./issue.ts');
  let authority = await readCertificate(authorityFile);
  if (authority === null || !authority.checkPrivateKey(authorityKey)) {
    const pem = await (await issuer()).issueAuthority(authorityKey, now);
    await write(authorityFile, pem);
    authority = new X509Certificate(pem);
  }
  let certificate = await readCertificate(file);
  if (certificate === null || !isGood(certificate, { key, authority, names }, now)) {
    const signer = { pem: authority.toString(), key: authorityKey };
    const pem = await (await issuer()).issueCertificate(signer, { key, names }, now);
    await write(file, pem);
    certificate = new X509Certificate(pem);
  }
  return {
    certificate: `${certificate.toString()}${authority.toString()}`,
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    authority: authority.toString(),
  };
};
