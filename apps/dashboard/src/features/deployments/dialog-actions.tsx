import type { ReactNode } from 'react';

/** The buttons of a long form in a dialog: they stay in view at its end. */
export const DialogActions = ({ note, children }: { note: ReactNode; children: ReactNode }) => (
  <div className="sticky bottom-0 -mx-4 -mb-4 flex items-center justify-end gap-2 border-t border-line bg-raised px-4 py-3">
    {note}
    {children}
  </div>
);
