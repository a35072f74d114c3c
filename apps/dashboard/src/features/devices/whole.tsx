import type { ReactNode } from 'react';

/** A value that is read in full, over several lines where it must. */
export const Whole = ({ children }: { children: ReactNode }) => (
  <span className="whitespace-normal">{children}</span>
);
