import { describeError } from '@nanoedge/base';
import { RosterStatus } from '@nanoedge/protocol';
import { peerUrl } from '../kit/service.ts';
import type { ServiceContext } from '../kit/service.ts';
import type { MainControllerConfig } from './manifest.ts';

/** A notification that was lost costs this long at most. */
const rosterFreshnessMs = 2000;

/** Hands on the revision of authentication-engine's roster, at first and whenever it is told of. */
export const followRoster = (
  context: ServiceContext<MainControllerConfig>,
  onRevision: (revision: number) => void,
): { start: () => void; stop: () => void } => {
  const { config, environment, log } = context;
  const roster = context.observe({
    url: peerUrl(environment, config.authentication),
    path: '/roster',
    schema: RosterStatus,
    freshnessMs: rosterFreshnessMs,
    onState: ({ revision }) => onRevision(revision),
  });
  return {
    start: () => {
      roster
        .start()
        .catch((error: unknown) => log.warn('roster', { reason: describeError(error) }));
    },
    stop: () => roster.stop(),
  };
};
