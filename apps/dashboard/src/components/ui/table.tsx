'use client';

import { commonWords } from '@nanoedge/words';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { useEdges } from './use-edges.ts';

/** Says at an edge of a table that there is more beyond it, and goes there. */
const Edge = ({ side, onTurn }: { side: 'left' | 'right'; onTurn: () => void }) => {
  const Arrow = side === 'left' ? ChevronLeft : ChevronRight;
  return (
    <div
      data-testid={`more-${side}`}
      className={cn(
        'pointer-events-none absolute inset-y-0 z-30 flex w-10 items-start pt-1 from-surface to-transparent',
        side === 'left'
          ? 'left-0 justify-start bg-linear-to-r'
          : 'right-0 justify-end bg-linear-to-l',
      )}
    >
      <button
        type="button"
        aria-label={side === 'left' ? commonWords.moreLeft : commonWords.moreRight}
        onClick={onTurn}
        className="pointer-events-auto m-0.5 flex size-6 items-center justify-center rounded-full border border-line-strong bg-surface text-ink shadow-pop hover:text-accent [&_svg]:size-4"
      >
        <Arrow aria-hidden />
      </button>
    </div>
  );
};

/**
 * A dense table that scrolls sideways in its own box when the page is narrow; an edge beyond which
 * there is more says so.
 */
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
}) => {
  const { box, left, right, turn } = useEdges();
  return (
    <div ref={box} className="relative">
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
      {left ? <Edge side="left" onTurn={() => turn('left')} /> : null}
      {right ? <Edge side="right" onTurn={() => turn('right')} /> : null}
    </div>
  );
};

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
