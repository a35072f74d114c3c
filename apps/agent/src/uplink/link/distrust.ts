import type { Clock } from '@nanoedge/base';
import type { LinkDistrust } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { DashboardDistrusted } from '../../errors.ts';
import type { FactSink } from '../../facts.ts';

/**
 * Tells of whoever is not believed as the dashboard: each kind once, until the device follows its
 * dashboard again. Who stands in its way for hours is one alarm.
 */
export class Distrust {
  readonly #told = new Set<LinkDistrust>();
  readonly #ports: { facts: FactSink; clock: Clock; log: Logger };

  constructor(ports: { facts: FactSink; clock: Clock; log: Logger }) {
    this.#ports = ports;
  }

  tell = ({ reason, message }: DashboardDistrusted): void => {
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    const { facts, clock, log } = this.#ports;
    log.error({ reason, problem: message }, 'who answers as the dashboard is not believed');
    facts.append({ type: 'link.distrusted', at: clock.now(), reason });
  };

  /** A new document was followed. */
  forget(): void {
    this.#told.clear();
  }
}
