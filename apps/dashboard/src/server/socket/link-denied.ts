import type { LinkBusy } from '@nanoedge/protocol';
import { linkRefusals } from '@nanoedge/words';

/** Who asks for a link does not get it; the message goes to them. */
export class LinkDenied extends Error {
  override readonly name = 'LinkDenied';
}

/** Who asks for a link is to come back later; `data` goes to them with the message. */
export class LinkDeferred extends Error {
  override readonly name = 'LinkDeferred';
  readonly data: LinkBusy;

  constructor(comeBackMs: number) {
    super(linkRefusals.busy(comeBackMs));
    this.data = { comeBackMs };
  }
}
