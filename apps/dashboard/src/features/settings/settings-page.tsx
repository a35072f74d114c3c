'use client';

import { planWords, settingsWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { buttonLook } from '@/components/ui/button.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader } from '@/components/ui/page.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';
import { AccountsPanel } from './accounts-panel.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { SettingsForm } from './settings-form.tsx';

/** What is this site called, and which time does it go by? */
export const SettingsPage = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const { data, error, isPending, refetch } = useQuery(trpc.site.settings.queryOptions({ site }));
  return (
    <>
      <PageHeader
        title={settingsWords.title}
        subtitle={settingsWords.subtitle}
        actions={
          <Link href="/settings/plan" className={buttonLook()}>
            {planWords.title}
          </Link>
        }
      />
      <div className="px-4 pb-6 md:px-6">
        {isPending ? <SkeletonRows rows={6} /> : null}
        {error !== null && data === undefined ? (
          <Problem title={settingsWords.unread} detail={problemText(error)} retry={refetch} />
        ) : null}
        {data === undefined ? null : (
          <div className="flex flex-col gap-4">
            <SettingsForm settings={data} />
            <AccountsPanel />
            <KeysPanel />
          </div>
        )}
      </div>
    </>
  );
};
