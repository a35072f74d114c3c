'use client';

import { commonWords } from '@nanoedge/words';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

/**
 * What the keyboard meets first: the first field to fill in, not a checkbox that a space would
 * switch.
 */
const firstField =
  'select:not([disabled]), textarea, input:not([type=checkbox]):not([type=file]):not([type=hidden]):not([hidden])';

/** A modal dialog; `wide` for forms of several columns. */
export const Dialog = ({
  open,
  onClose,
  title,
  description,
  wide = false,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) => {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/40 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={(how) =>
            how === 'touch' ? true : (body.current?.querySelector<HTMLElement>(firstField) ?? true)
          }
          className={cn(
            'fixed z-50 flex flex-col border border-line bg-raised text-ink shadow-pop transition duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0',
            'left-1/2 w-[calc(100%-2rem)] -translate-x-1/2 overflow-y-auto rounded-lg',
            wide ? 'top-[5vh] max-h-[90vh] max-w-2xl' : 'top-[12vh] max-h-[80vh] max-w-md',
          )}
        >
          <div className="flex items-start justify-between gap-4 px-4 pt-4">
            <div className="min-w-0">
              <Base.Title className="text-base font-semibold">{title}</Base.Title>
              {description !== undefined ? (
                <Base.Description className="mt-0.5 text-ink-soft">{description}</Base.Description>
              ) : null}
            </div>
            <Base.Close
              aria-label={commonWords.close}
              render={
                <Button tone="ghost" size="icon" className="-mt-1 -mr-1">
                  <X aria-hidden />
                </Button>
              }
            />
          </div>
          <div ref={body} className="p-4">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};
