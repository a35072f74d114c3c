import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** A checkbox with its label; the whole row is the target. */
export const Checkbox = ({
  checked,
  onChange,
  disabled = false,
  className,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  className?: string;
  children: ReactNode;
}) => (
  <label
    className={cn(
      'flex min-h-8 cursor-pointer items-center gap-2 has-disabled:cursor-not-allowed has-disabled:opacity-60',
      className,
    )}
  >
    <input
      type="checkbox"
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
      className="size-4 shrink-0 accent-accent-strong"
    />
    <span className="flex min-w-0 flex-1 items-center gap-2">{children}</span>
  </label>
);
