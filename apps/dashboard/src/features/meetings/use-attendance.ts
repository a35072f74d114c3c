'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePushed } from '@/browser/live/provider.tsx';
import type { PushListener } from '@/browser/live/pushes.ts';
import { useTRPC } from '@/browser/api/trpc.ts';

/** Who came, left and stayed, as the server keeps it; read again when somebody comes or goes. */
export const useAttendance = (meeting: string) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.meetings.attendance.queryOptions({ id: meeting });
  const listener = useMemo((): PushListener => {
    const again = () =>
      void queries.invalidateQueries(trpc.meetings.attendance.queryFilter({ id: meeting }));
    return {
      events: (events) => {
        // Somebody may also leave this meeting for the next: then the journey names the other.
        if (events.some(({ body }) => body.type === 'journey.updated')) again();
      },
      gap: again,
    };
  }, [trpc, queries, meeting]);
  usePushed(listener);
  return useQuery(options);
};
