import type { Broker } from '@nanoedge/protocol';
import { type Condition, ThingFault } from '../condition.ts';
import type { MqttHold, MqttLinks, MqttWish } from './links.ts';

export interface BrokerPorts {
  mqtt: MqttLinks;
  /** One of those that the device was told of. */
  broker: (name: string) => Broker | null;
}

/**
 * Reaches a broker for a thing, whose condition follows what becomes of that; null: it never will
 * be reached as it is set up.
 */
export const holdBroker = (
  { mqtt, broker }: BrokerPorts,
  name: string,
  { condition, ...wish }: Omit<MqttWish, 'onState'> & { condition: Condition; onBack?: () => void },
): MqttHold | null => {
  const known = broker(name);
  try {
    if (known === null) throw new ThingFault('unknown-broker', name);
    return mqtt.hold(known, {
      topics: wish.topics,
      onMessage: wish.onMessage,
      onState: (fault) => {
        if (fault !== null) {
          condition.failing(fault);
          return;
        }
        condition.working();
        wish.onBack?.();
      },
    });
  } catch (error) {
    if (!(error instanceof ThingFault)) throw error;
    condition.failing(error);
    return null;
  }
};
