'use client';

import { shellWords } from '@nanoedge/words';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { useMay, useSite } from '@/browser/site/site.tsx';
import { LinkWord } from './link-word.tsx';
import { Logo } from '@/components/ui/logo.tsx';
import { isAt, placesFor } from './nav.ts';
import { UserMenu } from './user-menu.tsx';

/** The head of narrow screens. */
export const TopBar = ({ onSearch }: { onSearch: () => void }) => {
  const site = useSite();
  return (
    <header className="flex h-12 items-center gap-2 border-b border-line bg-surface px-3 md:hidden">
      <Logo className="size-6 shrink-0" />
      <p className="min-w-0 flex-1 truncate font-semibold">{site.name}</p>
      <LinkWord />
      <Button tone="ghost" size="icon" aria-label={shellWords.searchOrJump} onClick={onSearch}>
        <Search aria-hidden />
      </Button>
      <UserMenu compact side="bottom" />
    </header>
  );
};

/** The pages as a bar at the bottom of narrow screens. */
export const BottomBar = () => {
  const path = usePathname();
  const may = useMay();
  const places = placesFor(may).filter(({ seldom }) => seldom !== true);
  return (
    <nav
      aria-label={shellWords.main}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places.map(({ href, short, icon: Icon }) => {
        const here = isAt(path, href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? 'page' : undefined}
            className={cn(
              'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-[0.6875rem] font-medium text-ink-soft',
              here ? 'text-accent' : '',
            )}
          >
            <Icon aria-hidden className="size-5" />
            {short}
          </Link>
        );
      })}
    </nav>
  );
};
