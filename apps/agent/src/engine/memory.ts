import { CoapServer, observable, silentLog } from '@nanoedge/coap';
import { FakeEngine } from './fake.ts';

const servicePort = 5683;

/**
 * An engine for working on the dashboard without Docker: whatever it starts answers that it is
 * healthy and does nothing else. Nothing outlives the process.
 */
export class MemoryEngine extends FakeEngine {
  readonly #answering = new Map<string, CoapServer>();

  override async start(container: string): Promise<void> {
    await super.start(container);
    const address = (await this.inspect(container))?.address;
    if (address === null || address === undefined || this.#answering.has(container)) return;
    const health = observable('/health', 'nanoedge.health', () => ({ ok: true }));
    const server = new CoapServer([health], { address, port: servicePort, log: silentLog });
    this.#answering.set(container, server);
    await server.start();
  }

  override kill(container: string, exitCode?: number): void {
    super.kill(container, exitCode);
    void this.#answering.get(container)?.stop();
    this.#answering.delete(container);
  }
}
