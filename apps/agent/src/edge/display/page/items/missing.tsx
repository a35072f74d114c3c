import type { ReactElement } from 'react';

/** Said in place of an item that the room's device does not have, or that cannot be shown. */
export const Missing = ({ what }: { what: string }): ReactElement => (
  <div className="bare" role="status">
    <p>{what} is not here yet. It appears as soon as it reaches the room.</p>
  </div>
);
