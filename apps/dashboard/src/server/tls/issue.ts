// What issues certificates needs this first
import 'reflect-metadata';
import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { dayMs } from '@nanoedge/base';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** As long as browsers take a certificate of an authority of one's own. */
const authorityDays = 3_650;

/** As short as that nobody minds that it cannot be revoked. */
const certificateDays = 90;

/** Clocks of devices differ. */
const earlierMs = 2 * 3_600_000;

const importKey = (key: KeyObject): Promise<CryptoKey> =>
  key.type === 'private'
    ? crypto.subtle.importKey(
        'pkcs8',
        key.export({ type: 'pkcs8', format: 'der' }),
        algorithm,
        false,
        ['sign'],
      )
    : crypto.subtle.importKey(
        'spki',
        key.export({ type: 'spki', format: 'der' }),
        algorithm,
        true,
        ['verify'],
      );

const lifetime = (now: number, days: number) => ({
  serialNumber: randomBytes(16).toString('hex'),
  notBefore: new Date(now - earlierMs),
  notAfter: new Date(now + days * dayMs),
});

/** The certificate (PEM) of an authority that vouches for nothing but what its key signs. */
export const issueAuthority = async (key: KeyObject, now: number): Promise<string> => {
  const keys = {
    privateKey: await importKey(key),
    publicKey: await importKey(createPublicKey(key)),
  };
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...lifetime(now, authorityDays),
    name: 'CN=nanoedge authority',
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return certificate.toString('pem');
};

/** A certificate (PEM) for the dashboard's addresses and names, signed by its authority. */
export const issueCertificate = async (
  authority: { pem: string; key: KeyObject },
  { key, names }: { key: KeyObject; names: readonly string[] },
  now: number,
): Promise<string> => {
  const issuer = new X509Certificate(authority.pem);
  const publicKey = await importKey(createPublicKey(key));
  const certificate = await X509CertificateGenerator.create({
    ...lifetime(now, certificateDays),
    subject: 'CN=nanoedge dashboard',
    issuer: issuer.subject,
    publicKey,
    signingKey: await importKey(authority.key),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({
          type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const),
          value,
        })),
      ),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return certificate.toString('pem');
};
