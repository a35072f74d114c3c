'use client';

import { accountWords, ownAccountWords as words } from '@nanoedge/words';
import { PageHeader } from '@/components/ui/page.tsx';
import { useMe } from '@/browser/site/site.tsx';
import { OwnPassword } from './own-password.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { SecondFactorPanel } from './second-factor.tsx';

/** What everybody can change of their own account. */
export const OwnAccountPage = () => {
  const { name, email, role } = useMe();
  return (
    <>
      <PageHeader title={name} subtitle={words.subtitle(email, accountWords.roles[role])} />
      <div className="flex flex-col gap-4 px-4 pb-6 md:px-6">
        <OwnPassword />
        <SecondFactorPanel />
        <OwnSessions />
      </div>
    </>
  );
};
