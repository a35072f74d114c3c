import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A dense table that scrolls sideways in its own box when the page is narrow. */
export const Table = ({
  label,
  className,
  scroller,
  boxClassName,
  children,
}: {
  label: string;
  className?: string;
  scroller?: React.Ref<HTMLDivElement>;
  boxClassName?: string | undefined;
  children: React.ReactNode;
}) => (
  <div
    ref={scroller}
    className={cn('relative overflow-x-auto', boxClassName)}
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
    tabIndex={0}
    role="region"
    aria-label={label}
  >
    <table className={cn('w-full border-collapse text-left', className)}>{children}</table>
  </div>
);

export const Th = ({ className, ...rest }: ComponentProps<'th'>) => (
  <th
    scope="col"
    className={cn('h-8 px-3 text-xs font-medium whitespace-nowrap text-ink-faint', className)}
    {...rest}
  />
);

export const Tr = ({ className, ...rest }: ComponentProps<'tr'>) => (
  <tr className={cn('border-t border-line hover:bg-sunken', className)} {...rest} />
);

export const Td = ({ className, ...rest }: ComponentProps<'td'>) => (
  <td className={cn('h-10 px-3 whitespace-nowrap', className)} {...rest} />
);
