import type { DesiredState } from '@nanoedge/protocol';
import type { LinkPorts } from '../../src/uplink/link/link.ts';

/** A link whose dashboard is never out of step with the device; each document goes to `accept`. */
export const trusting = (
  accept: (desired: DesiredState) => unknown = () => undefined,
): Pick<LinkPorts, 'rejoin' | 'intake' | 'onDistrust'> => ({
  rejoin: async () => undefined,
  intake: {
    revision: null,
    startsOver: () => false,
    accept: (desired) => {
      accept(desired);
      return desired.revision;
    },
  },
  onDistrust: () => undefined,
});
