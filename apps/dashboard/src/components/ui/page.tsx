import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** The head of a page: its one h1, the question it answers, and its actions. */
export const PageHeader = ({
  title,
  subtitle,
  actions,
  before,
}: {
  title: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  before?: ReactNode;
}) => (
  <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-3 md:px-6 md:pt-5">
    <div className="min-w-0">
      {before}
      <h1 className="truncate text-lg font-semibold tracking-tight">{title}</h1>
      {subtitle !== undefined ? <p className="text-ink-soft">{subtitle}</p> : null}
    </div>
    {actions !== undefined ? (
      <div className="flex flex-wrap items-center gap-2">{actions}</div>
    ) : null}
  </header>
);

/** A bordered surface with an optional heading row. */
export const Panel = ({
  title,
  actions,
  children,
  className,
  bodyClassName,
  scrolls = false,
  ...rest
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  bodyClassName?: string;
  /** The body scrolls by itself, and can be reached by keyboard for that. */
  scrolls?: boolean;
  'data-testid'?: string;
}) => (
  <section
    className={cn(
      'flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface',
      className,
    )}
    {...rest}
  >
    {title !== undefined || actions !== undefined ? (
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-2 border-b border-line px-3 py-1.5">
        <h2 className="font-medium">{title}</h2>
        {actions}
      </div>
    ) : null}
    <div
      className={cn('min-h-0 flex-1', scrolls ? 'overflow-y-auto' : '', bodyClassName)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
      tabIndex={scrolls ? 0 : undefined}
    >
      {children}
    </div>
  </section>
);

/** Label over value, for the facts at the top of a detail page. */
export const LabelledValue = ({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children: ReactNode;
}) => (
  <div className="min-w-0" title={hint}>
    <dt className="text-xs text-ink-faint">{label}</dt>
    <dd className="truncate">{children}</dd>
  </div>
);
