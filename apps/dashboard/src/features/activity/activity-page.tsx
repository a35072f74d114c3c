'use client';

import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { useMe } from '@/browser/site/site.tsx';
import { useUrlState } from '@/browser/address/url-state.ts';
import { AuditList } from './audit-list.tsx';
import { EventFilters, EventList } from './event-list.tsx';

const views = [
  { value: 'events', label: 'Events of the edge' },
  { value: 'audit', label: 'Changes by people' },
] as const;

/** What happened on the edge, and who changed what? */
export const ActivityPage = () => {
  const { get, set } = useUrlState();
  const { role } = useMe();
  const view = role === 'admin' && get('view') === 'audit' ? 'audit' : 'events';
  return (
    <>
      <PageHeader
        title="Activity"
        subtitle="What happened on the edge, and who changed what?"
        actions={
          <>
            {view === 'events' ? <EventFilters /> : null}
            {role === 'admin' ? (
              <Segmented
                label="What to show"
                value={view}
                options={views}
                onChange={(value) => set({ view: value === 'events' ? '' : value })}
              />
            ) : null}
          </>
        }
      />
      <Panel className="mx-4 md:mx-6">{view === 'events' ? <EventList /> : <AuditList />}</Panel>
    </>
  );
};
