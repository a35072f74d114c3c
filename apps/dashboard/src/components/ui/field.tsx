import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** Ids that tie an input to its hint and its error. */
export const describedBy = (
  id: string,
  error: string | undefined,
  hint?: ReactNode,
): string | undefined =>
  error !== undefined ? `${id}-error` : hint !== undefined ? `${id}-hint` : undefined;

/**
 * A label above, the input, and below it the error or the hint. The input needs `id` and
 * `aria-describedby={describedBy(…)}`.
 */
export const Field = ({
  id,
  label,
  error,
  hint,
  children,
}: {
  id: string;
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  children: ReactNode;
}) => (
  <div className="flex min-w-0 flex-col gap-1">
    <label htmlFor={id} className="text-xs font-medium text-ink-soft">
      {label}
    </label>
    {children}
    {error !== undefined ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    {error === undefined && hint !== undefined ? (
      <p id={`${id}-hint`} className="text-xs text-ink-faint">
        {hint}
      </p>
    ) : null}
  </div>
);

export const FieldError = ({ id, children }: { id?: string; children: ReactNode }) => (
  <p id={id} role="alert" className="flex items-start gap-1 text-xs text-broken">
    <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
    <span>{children}</span>
  </p>
);
