'use client';

import { createWords, nanoservicesWords } from '@nanoedge/words';
import { BackLink } from '@/components/ui/back-link.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader } from '@/components/ui/page.tsx';
import { useMatrix } from '@/features/deployments/matrix-query.ts';
import { nanoserviceTitle } from '@/features/deployments/nanoservice-title.ts';
import { problemText } from '@/browser/api/problem.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { CreateForm } from './create-form.tsx';

/** What should a new nanoservice be made of? */
export const CreateNanoservicePage = () => {
  const matrix = useMatrix();
  const { get } = useUrlState();
  const of = get('of');
  return (
    <>
      <PageHeader
        before={<BackLink href="/nanoservices">{nanoservicesWords.title}</BackLink>}
        title={
          of === '' ? createWords.title : createWords.titleOf(nanoserviceTitle(matrix.data, of))
        }
        subtitle={createWords.subtitle}
      />
      <div className="w-full max-w-4xl px-4 md:px-6">
        {matrix.isPending ? <SkeletonRows rows={6} /> : null}
        {matrix.error !== null && matrix.data === undefined ? (
          <Problem
            title={createWords.unread}
            detail={problemText(matrix.error)}
            retry={matrix.refetch}
          />
        ) : null}
        {matrix.data === undefined ? null : (
          <CreateForm key={of} matrix={matrix.data} of={of === '' ? null : of} />
        )}
      </div>
    </>
  );
};
