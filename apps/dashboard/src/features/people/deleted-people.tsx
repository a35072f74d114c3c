'use client';

import { dayName, deletePersonWords } from '@nanoedge/words';
import { personUndoDays } from '@nanoedge/base';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/ui/button.tsx';
import { Disc } from '@/components/ui/disc.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { useClocks, useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useBringBack } from './use-removal.ts';

/** Who was deleted and can still be brought back; nothing while there is nobody. */
export const DeletedPeople = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const { site: clock } = useClocks();
  const removed = useQuery(trpc.people.removed.queryOptions({ site }));
  const restore = useBringBack();
  if (removed.data === undefined || removed.data.length === 0) return null;
  return (
    <Panel title={deletePersonWords.deleted} className="mx-4 mt-4 md:mx-6">
      <p className="border-b border-line p-3 text-ink-soft">
        {deletePersonWords.whatComes(personUndoDays)}
      </p>
      <ul>
        {removed.data.map((person) => (
          <li
            key={person.id}
            data-testid="deleted-person"
            className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0"
          >
            <Disc person={person} size="sm" />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{person.name}</span>
              <span className="block text-xs text-ink-soft">
                {deletePersonWords.by(person.removedBy)} <Ago at={person.removedAt} />
                {deletePersonWords.until(dayName(person.until, clock))}
              </span>
            </span>
            <Button
              size="sm"
              aria-label={deletePersonWords.bringBackWhom(person.name)}
              disabled={restore.isPending}
              onClick={() => restore.mutate({ id: person.id })}
            >
              {deletePersonWords.bringBack}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
