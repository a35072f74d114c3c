'use client';

import { cn } from './cn.ts';

/** One of a few, as a row of buttons. */
export const Segmented = <T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}) => (
  <div
    role="group"
    aria-label={label}
    className="inline-flex h-8 items-center rounded-md border border-line bg-sunken p-0.5"
  >
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        aria-pressed={option.value === value}
        onClick={() => onChange(option.value)}
        className={cn(
          'h-full rounded px-2.5 text-xs font-medium text-ink-soft hover:text-ink',
          option.value === value ? 'bg-surface text-ink shadow-xs dark:bg-unknown-soft' : '',
        )}
      >
        {option.label}
      </button>
    ))}
  </div>
);
