'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import Link from 'next/link';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn.ts';

/** A menu under its trigger. */
export const Menu = ({
  trigger,
  children,
  side = 'bottom',
  align = 'end',
}: {
  trigger: ReactElement;
  children: ReactNode;
  side?: 'bottom' | 'top' | 'right';
  align?: 'start' | 'end';
}) => (
  <Base.Root>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner side={side} align={align} sideOffset={6} className="z-50 outline-none">
        <Base.Popup className="min-w-44 rounded-md border border-line bg-raised p-1 text-ink shadow-pop outline-none">
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);

const itemLook =
  'flex h-8 cursor-default items-center gap-2 rounded px-2 text-sm select-none outline-none data-highlighted:bg-sunken dark:data-highlighted:bg-unknown-soft [&_svg]:size-4 [&_svg]:text-ink-faint';

export const MenuItem = ({
  onClick,
  children,
  className,
  danger = false,
}: {
  onClick: () => void;
  children: ReactNode;
  className?: string;
  danger?: boolean;
}) => (
  <Base.Item
    onClick={onClick}
    className={cn(itemLook, danger ? 'text-broken [&_svg]:text-broken' : '', className)}
  >
    {children}
  </Base.Item>
);

/** An entry that goes to a page. */
export const MenuLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Base.LinkItem render={<Link href={href} />} closeOnClick className={itemLook}>
    {children}
  </Base.LinkItem>
);

export const MenuRadioGroup = ({
  value,
  onChange,
  children,
  label,
}: {
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
  label: string;
}) => (
  <Base.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
    {children}
  </Base.RadioGroup>
);

export const MenuRadioItem = ({ value, children }: { value: string; children: ReactNode }) => (
  <Base.RadioItem value={value} className={cn(itemLook, 'data-checked:font-medium')}>
    {children}
    <Base.RadioItemIndicator className="ml-auto text-accent">
      <Check aria-hidden className="size-4" />
    </Base.RadioItemIndicator>
  </Base.RadioItem>
);

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <div className="px-2 pt-1.5 pb-1 text-xs text-ink-faint">{children}</div>
);
export const MenuLine = () => <Base.Separator className="my-1 h-px bg-line" />;
