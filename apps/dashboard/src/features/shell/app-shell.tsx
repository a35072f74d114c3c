'use client';

import { commonWords, shellWords } from '@nanoedge/words';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { buttonLook } from '@/components/ui/button.tsx';
import { Empty } from '@/components/ui/feedback.tsx';
import { useMay } from '@/browser/site/site.tsx';
import { LiveProvider } from '@/browser/live/provider.tsx';
import { RunPush } from '@/features/runs/run-push.tsx';
import { ChangesDrawer, ChangesFrame } from './changes-frame.tsx';
import { DatabaseBanner } from './database-banner.tsx';
import { FlawsBanner } from './flaws-banner.tsx';
import { LinkBanner } from './link-banner.tsx';
import { mayLookAt } from './nav.ts';
import { Palette } from './palette.tsx';
import { BottomBar, TopBar } from './phone-bars.tsx';
import { SignInAgain } from '@/features/sign-in/sign-in-again.tsx';
import { Rail } from './rail.tsx';
import { SessionGate } from './session-gate.tsx';
import { UpgradeNotice } from './upgrade-notice.tsx';

const railKey = 'nanoedge.rail';
const railEvent = 'nanoedge:rail';

const onRail = (listener: () => void) => {
  window.addEventListener(railEvent, listener);
  return () => window.removeEventListener(railEvent, listener);
};

/** Whether the rail is narrow, remembered by this browser. */
const useRail = () => {
  const narrow = useSyncExternalStore(
    onRail,
    () => window.localStorage.getItem(railKey) === 'narrow',
    () => false,
  );
  const toggle = () => {
    window.localStorage.setItem(railKey, narrow ? 'wide' : 'narrow');
    window.dispatchEvent(new Event(railEvent));
  };
  return { narrow, toggle };
};

const usePaletteKey = (open: () => void) => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
};

const NotForYou = () => (
  <div className="pt-10">
    <h1 className="sr-only">{shellWords.notForRole}</h1>
    <Empty
      title={shellWords.administratorsOnly}
      action={
        <Link href="/live" className={buttonLook({ tone: 'primary' })}>
          {commonWords.toLive}
        </Link>
      }
    >
      {shellWords.yourRole}
    </Empty>
  </div>
);

const Frame = ({ children }: { children: ReactNode }) => {
  const [searching, setSearching] = useState(false);
  const [search] = useState(() => () => setSearching(true));
  const { narrow, toggle } = useRail();
  usePaletteKey(search);
  const path = usePathname();
  const mayLook = mayLookAt(path, useMay());
  return (
    <ChangesFrame>
      <a
        href="#main"
        className="sr-only z-50 rounded bg-accent-strong px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {shellWords.skip}
      </a>
      <div className="flex min-h-dvh">
        <Rail narrow={narrow} onToggle={toggle} onSearch={search} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar onSearch={search} />
          <SignInAgain />
          <UpgradeNotice />
          <LinkBanner />
          <DatabaseBanner />
          <FlawsBanner />
          <main
            id="main"
            tabIndex={-1}
            className="flex min-w-0 flex-1 flex-col pb-20 outline-none md:pb-6"
          >
            {mayLook ? children : <NotForYou />}
          </main>
        </div>
        <ChangesDrawer />
      </div>
      <BottomBar />
      <Palette open={searching} onClose={() => setSearching(false)} />
    </ChangesFrame>
  );
};

/** Everything around a page for somebody who is signed in. */
export const AppShell = ({ children }: { children: ReactNode }) => (
  <SessionGate>
    <LiveProvider>
      <RunPush />
      <Frame>{children}</Frame>
    </LiveProvider>
  </SessionGate>
);
