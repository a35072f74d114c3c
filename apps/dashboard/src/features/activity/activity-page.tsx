'use client';

import { activityWords } from '@nanoedge/words';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { useMay } from '@/browser/site/site.tsx';
import { useUrlState } from '@/browser/address/url-state.ts';
import { AuditFilters, AuditList } from './audit-list.tsx';
import { EventFilters, EventList } from './event-list.tsx';

const views = [
  { value: 'events', label: activityWords.events },
  { value: 'audit', label: activityWords.changes },
] as const;

/** What happened on the edge, and who changed what? */
export const ActivityPage = () => {
  const { get, set } = useUrlState();
  const may = useMay();
  const view = may('audit.read') && get('view') === 'audit' ? 'audit' : 'events';
  return (
    <>
      <PageHeader
        title={activityWords.title}
        subtitle={activityWords.subtitle}
        actions={
          <>
            {view === 'events' ? <EventFilters /> : <AuditFilters />}
            {may('audit.read') ? (
              <Segmented
                label={activityWords.show}
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
