import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** The look of a button, for links that act like one, too. */
export const buttonLook = cva(
  'inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-50 disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        primary: 'bg-accent-strong text-on-accent hover:bg-accent-strong/90 shadow-xs',
        secondary:
          'bg-surface text-ink border border-line hover:bg-sunken hover:border-line-strong/50 shadow-xs',
        ghost: 'text-ink-soft hover:bg-sunken hover:text-ink',
        danger: 'bg-surface text-broken border border-line hover:bg-broken-soft',
      },
      size: {
        sm: 'h-7 px-2 text-xs',
        md: 'h-8 px-3 text-sm',
        lg: 'h-10 px-4 text-sm',
        icon: 'size-8',
      },
    },
    defaultVariants: { tone: 'secondary', size: 'md' },
  },
);

export type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonLook>;

export const Button = ({ tone, size, className, type = 'button', ...rest }: ButtonProps) => (
  <button type={type} className={cn(buttonLook({ tone, size }), className)} {...rest} />
);
