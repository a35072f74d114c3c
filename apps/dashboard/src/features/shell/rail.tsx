'use client';

import { shellWords } from '@nanoedge/words';
import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Tooltip } from '@/components/ui/tooltip.tsx';
import { useMay, useSite } from '@/browser/site/site.tsx';
import { LinkWord } from './link-word.tsx';
import { Logo } from '@/components/ui/logo.tsx';
import { isAt, type NavItem, placesFor } from './nav.ts';
import { ThemeToggle } from './theme-toggle.tsx';
import { UserMenu } from './user-menu.tsx';

const RailLink = ({ place, here, narrow }: { place: NavItem; here: boolean; narrow: boolean }) => {
  const Icon = place.icon;
  const link = (
    <Link
      href={place.href}
      aria-current={here ? 'page' : undefined}
      aria-label={narrow ? place.label : undefined}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-soft hover:bg-unknown-soft hover:text-ink',
        here ? 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent' : '',
        narrow ? 'justify-center' : '',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {narrow ? null : place.label}
    </Link>
  );
  return narrow ? (
    <Tooltip label={place.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
};

const Head = ({ narrow }: { narrow: boolean }) => {
  const site = useSite();
  return (
    <div className={cn('flex h-14 items-center gap-2.5 px-3', narrow ? 'justify-center px-0' : '')}>
      <Logo className="size-7 shrink-0" />
      {narrow ? null : (
        <div className="min-w-0 leading-tight">
          <p className="font-semibold tracking-tight">{shellWords.name}</p>
          <p className="truncate text-xs text-ink-faint">{site.name}</p>
        </div>
      )}
    </div>
  );
};

const JumpButton = ({ narrow, onSearch }: { narrow: boolean; onSearch: () => void }) => (
  <Button
    onClick={onSearch}
    aria-label={narrow ? shellWords.jump : undefined}
    className={cn('w-full font-normal text-ink-faint', narrow ? 'px-0' : 'justify-start px-2')}
  >
    <Search aria-hidden />
    {narrow ? null : (
      <>
        {shellWords.jumpDots}{' '}
        <kbd
          aria-hidden
          className="ml-auto rounded border border-line px-1 font-sans text-[0.6875rem]"
        >
          {shellWords.jumpKeys}
        </kbd>
      </>
    )}
  </Button>
);

const Pages = ({ narrow }: { narrow: boolean }) => {
  const path = usePathname();
  const may = useMay();
  return (
    <nav aria-label={shellWords.main} className="flex flex-1 flex-col gap-0.5 overflow-y-auto px-2">
      {placesFor(may).map((place) => (
        <RailLink key={place.href} place={place} here={isAt(path, place.href)} narrow={narrow} />
      ))}
    </nav>
  );
};

const WidthToggle = ({ narrow, onToggle }: { narrow: boolean; onToggle: () => void }) => (
  <Button
    tone="ghost"
    size="icon"
    aria-label={narrow ? shellWords.widen : shellWords.narrow}
    aria-expanded={!narrow}
    onClick={onToggle}
  >
    {narrow ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
  </Button>
);

/** The left rail of wide screens: site, search, pages, link state, account. */
export const Rail = ({
  narrow,
  onToggle,
  onSearch,
}: {
  narrow: boolean;
  onToggle: () => void;
  onSearch: () => void;
}) => (
  <aside
    className={cn(
      'sticky top-0 hidden h-dvh shrink-0 flex-col border-r border-line bg-surface md:flex',
      narrow ? 'w-14' : 'w-56',
    )}
  >
    <Head narrow={narrow} />
    <div className="px-2 pb-2">
      <JumpButton narrow={narrow} onSearch={onSearch} />
    </div>
    <Pages narrow={narrow} />
    <div
      className={cn(
        'flex items-center gap-1 px-2 py-1',
        narrow ? 'flex-col' : 'justify-between pl-4',
      )}
    >
      <LinkWord compact={narrow} />
      <div className={cn('flex', narrow ? 'flex-col' : '')}>
        <ThemeToggle />
        <WidthToggle narrow={narrow} onToggle={onToggle} />
      </div>
    </div>
    <div className={cn('border-t border-line p-2', narrow ? 'flex justify-center' : '')}>
      <UserMenu compact={narrow} side="top" />
    </div>
  </aside>
);
