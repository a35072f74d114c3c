import { roomScreenWords } from '@nanoedge/words';
import type { ReactElement } from 'react';

/** Said in place of an item that the room's device does not have, or that cannot be shown. */
export const Missing = ({ what }: { what: string }): ReactElement => (
  <div className="bare" role="status">
    <p>{roomScreenWords.missing(what)}</p>
  </div>
);
