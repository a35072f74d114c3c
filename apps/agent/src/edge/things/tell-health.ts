import type { Clock } from '@nanoedge/base';
import type { ThingHealth, ThingSpec } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { FactSink } from '../../facts.ts';

/**
 * Tells of things that fail, and of those that work again; that one works from its start is no news.
 */
export const tellHealth = ({
  facts,
  clock,
  log,
}: {
  facts: FactSink;
  clock: Clock;
  log: Logger;
}): ((spec: ThingSpec, health: ThingHealth) => void) => {
  const failing = new Set<string>();
  return ({ name: thing, zone }, { state, problem, detail }) => {
    const at = clock.now();
    if (problem !== null) {
      failing.add(thing);
      log.warn({ thing, problem, detail }, 'a thing fails');
      facts.append({ type: 'thing.failing', at, thing, zone, problem, detail: detail ?? '' });
    } else if (state === 'working' && failing.delete(thing)) {
      log.info({ thing }, 'a thing works again');
      facts.append({ type: 'thing.working', at, thing, zone });
    }
  };
};
