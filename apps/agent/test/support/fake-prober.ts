import type { Prober } from '../../src/edge/gateway/prober.ts';

/** Services that answer, or not, as the test says. */
export class FakeProber implements Prober {
  readonly silent = new Set<string>();
  allSilent = false;

  async probe(address: string): Promise<boolean> {
    return !this.allSilent && !this.silent.has(address);
  }

  async firstAnswer(address: string): Promise<boolean> {
    return this.probe(address);
  }
}
