'use client';

import { commonWords } from '@nanoedge/words';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from './button.tsx';

const wide = '(min-width: 64rem)';

const onWidth = (listener: () => void) => {
  const media = window.matchMedia(wide);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};

const useWide = (): boolean =>
  useSyncExternalStore(
    onWidth,
    () => window.matchMedia(wide).matches,
    () => true,
  );

const CloseIcon = () => (
  <>
    <X aria-hidden />
    <span className="sr-only">{commonWords.close}</span>
  </>
);

const Head = ({
  title,
  actions,
  close,
}: {
  title: ReactNode;
  actions: ReactNode;
  close: ReactNode;
}) => (
  <div className="sticky top-0 z-10 flex min-h-14 items-center gap-2 border-b border-line bg-surface px-4">
    {title}
    {actions}
    {close}
  </div>
);

interface DrawerProps {
  open: boolean;
  onClose: () => void;
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/**
 * Beside the page, so that the page stays in use. Takes the focus when it opens, and gives way to
 * Escape.
 */
const Aside = ({ onClose, title, actions, children }: DrawerProps) => {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    // A dialog that just closed gives the focus back first
    const frame = requestAnimationFrame(() => ref.current?.focus({ preventScroll: true }));
    return () => {
      cancelAnimationFrame(frame);
      if (before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of what is in it bubble up
    <aside
      ref={ref}
      tabIndex={-1}
      aria-label={title}
      onKeyDown={(event) =>
        event.key === 'Escape' && !event.defaultPrevented ? onClose() : undefined
      }
      className="sticky top-0 flex h-dvh w-96 shrink-0 flex-col overflow-y-auto border-l border-line bg-surface outline-none"
    >
      <Head
        title={<h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>}
        actions={actions}
        close={
          <Button tone="ghost" size="icon" onClick={onClose} className="-mr-2">
            <CloseIcon />
          </Button>
        }
      />
      {children}
    </aside>
  );
};

const Sheet = ({ open, onClose, title, actions, children }: DrawerProps) => (
  <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
    <Base.Portal>
      <Base.Backdrop className="fixed inset-0 z-40 bg-black/40" />
      <Base.Popup className="fixed inset-y-0 right-0 z-50 flex w-full flex-col overflow-y-auto bg-surface text-ink shadow-pop sm:max-w-md sm:border-l sm:border-line">
        <Head
          title={<Base.Title className="min-w-0 flex-1 truncate font-semibold">{title}</Base.Title>}
          actions={actions}
          close={
            <Base.Close
              render={
                <Button tone="ghost" size="icon" className="-mr-2">
                  <CloseIcon />
                </Button>
              }
            />
          }
        />
        {children}
      </Base.Popup>
    </Base.Portal>
  </Base.Root>
);

/** A panel at the right edge: beside the page where there is room, over it on narrow screens. */
export const Drawer = (props: DrawerProps) => {
  const beside = useWide();
  if (!beside) return <Sheet {...props} />;
  return props.open ? <Aside {...props} /> : null;
};
