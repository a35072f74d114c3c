import { cn } from './cn.ts';

/** A thin bar from 0 to 1; `share` null: it goes on, and nobody knows how far it is. */
export const ProgressBar = ({
  share,
  label,
  className,
}: {
  share: number | null;
  label: string;
  className?: string;
}) => (
  <div
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={share === null ? undefined : Math.round(share * 100)}
    className={cn('h-1 overflow-hidden rounded bg-unknown-soft', className)}
  >
    <div
      className={cn('h-full rounded bg-accent-strong', share === null ? 'slide w-1/3' : '')}
      style={share === null ? undefined : { width: `${String(share * 100)}%` }}
    />
  </div>
);
