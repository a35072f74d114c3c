import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

const look =
  'w-full rounded-md border border-line-strong/60 bg-surface px-2.5 text-base md:text-sm text-ink placeholder:text-ink-faint hover:border-line-strong focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-broken disabled:opacity-60';

export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input className={cn(look, 'h-8', className)} {...rest} />
);

export const Textarea = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <textarea className={cn(look, 'min-h-28 py-2 font-mono', className)} {...rest} />
);

export const Select = ({ className, ...rest }: ComponentProps<'select'>) => (
  <select className={cn(look, 'h-8 pr-7', className)} {...rest} />
);
