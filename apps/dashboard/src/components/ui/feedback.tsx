import { commonWords } from '@nanoedge/words';
import { RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

/** A grey block in the place of what is loading, in a paragraph, too. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cn('skeleton block rounded bg-unknown-soft', className)} />
);

/** Rows of a table or list that is loading; says so to screen readers. */
export const SkeletonRows = ({ rows = 6, className }: { rows?: number; className?: string }) => (
  <div role="status" className="flex flex-col gap-2 p-4">
    <span className="sr-only">{commonWords.loading}</span>
    {Array.from({ length: rows }, (_, index) => (
      <Skeleton key={index} className={cn('h-8', className)} />
    ))}
  </div>
);

/** Nothing here yet, why, and what to do next. */
export const Empty = ({
  title,
  children,
  action,
  icon,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
}) => (
  <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
    {icon !== undefined ? (
      <div className="mb-1 rounded-full bg-sunken p-3 text-ink-faint [&_svg]:size-5">{icon}</div>
    ) : null}
    <p className="font-medium">{title}</p>
    {children !== undefined ? <div className="max-w-md text-ink-soft">{children}</div> : null}
    {action !== undefined ? <div className="mt-2">{action}</div> : null}
  </div>
);

/** What went wrong, where it happened, with a way to try again. */
export const Problem = ({
  title,
  detail,
  retry,
}: {
  title: string;
  detail?: string | undefined;
  retry?: (() => unknown) | undefined;
}) => (
  <div
    role="alert"
    className="m-4 flex flex-wrap items-center gap-3 rounded-md border border-broken/40 bg-broken-soft px-3 py-2.5 text-broken"
  >
    <TriangleAlert aria-hidden className="size-4 shrink-0" />
    <div className="min-w-0 flex-1">
      <p className="font-medium">{title}</p>
      {detail !== undefined ? <p className="text-sm">{detail}</p> : null}
    </div>
    {retry !== undefined ? (
      <Button size="sm" onClick={() => void retry()}>
        <RotateCw aria-hidden /> {commonWords.tryAgain}
      </Button>
    ) : null}
  </div>
);
