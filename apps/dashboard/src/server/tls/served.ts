import { X509Certificate } from 'node:crypto';
import { digestOf } from '@nanoedge/archive';
import type { Digest } from '@nanoedge/protocol';
import type { Env } from '../../env.ts';
import { givenCertificate } from './given-certificate.ts';
import { ownCertificate, type ServedCertificate } from './own-certificate.ts';
import { ownNames } from './own-names.ts';

interface Pair {
  cert: string;
  key: string;
}

const pairOf = ({ certificate, key }: ServedCertificate): Pair => ({ cert: certificate, key });

/** With what the dashboard is served over TLS. */
export class ServedTls {
  readonly #read: () => Promise<ServedCertificate>;
  #served: ServedCertificate;
  /** Connections that begin from then on are served with another pair. */
  onRenewal: (pair: Pair) => void = () => undefined;

  private constructor(read: () => Promise<ServedCertificate>, served: ServedCertificate) {
    this.#read = read;
    this.#served = served;
  }

  /** Null where TLS is off. Throws StartupProblem. */
  static async open(env: Env, passphrase: string | null): Promise<ServedTls | null> {
    const { tls, home, publicUrl } = env;
    if (tls === 'off') return null;
    const read = (): Promise<ServedCertificate> =>
      tls === 'own'
        ? ownCertificate({ home, passphrase, names: ownNames(publicUrl), now: Date.now() })
        : givenCertificate(tls, passphrase);
    return new ServedTls(read, await read());
  }

  get pair(): Pair {
    return pairOf(this.#served);
  }

  /** The authority that devices are told to believe (PEM); null: those of their machines. */
  get authority(): string | null {
    return this.#served.authority;
  }

  get authorityDigest(): Digest | null {
    return this.authority === null ? null : digestOf(new X509Certificate(this.authority).raw);
  }

  /** Renews what lapses or names too little; connections that are open go on. */
  async renew(): Promise<void> {
    const served = await this.#read();
    if (served.certificate === this.#served.certificate) return;
    this.#served = served;
    this.onRenewal(pairOf(served));
  }
}
