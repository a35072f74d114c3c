import { bothVersionsWords, meetingFormWords } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { staleOf } from '@/browser/forms/stale.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useClocks, useSite } from '@/browser/site/site.tsx';
import {
  isJoined,
  type MeetingMeanwhile,
  meetingMeanwhile,
  savedDraft,
  saveOf,
} from './meanwhile.ts';
import type { MeetingDraft } from './meeting-draft.ts';

/**
 * Saves the form of a meeting from the version with which it was opened. What others changed since
 * goes together with it; where it cannot, both versions come back to be chosen from.
 */
export const useMeetingSave = (meeting: Outputs['meetings']['get'], page: string) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { rooms } = useSite();
  const { site: clock } = useClocks();
  const update = useMutation(trpc.meetings.update.mutationOptions());
  const [base, setBase] = useState(meeting);
  const { id } = meeting;
  return async (draft: MeetingDraft): Promise<MeetingMeanwhile | null> => {
    const save = savedDraft(draft, base, clock.zone);
    if (save === null) return null;
    const from = saveOf(base);
    const { startsAt, endsAt, ...others } = save;
    const moved = startsAt !== from.startsAt || endsAt !== from.endsAt;
    try {
      const stored = await update.mutateAsync({
        id,
        ...others,
        ...(moved ? { startsAt, endsAt } : {}),
        base: { version: base.version, ...from },
      });
      queries.setQueryData(trpc.meetings.get.queryKey({ id }), stored);
      const joined = isJoined({ base: from, mine: save, theirs: saveOf(stored) });
      toast.success(joined ? bothVersionsWords.savedTogether : meetingFormWords.saved);
      router.push(page);
      return null;
    } catch (error) {
      const stale = staleOf(error);
      if (stale === null) throw error;
      const now = trpc.meetings.get.queryOptions({ id });
      const theirs = await queries.fetchQuery({ ...now, staleTime: 0 });
      setBase(theirs);
      const names = new Map(rooms.map((room) => [room.id as string, room.name]));
      const read = { by: stale.by, clock, rooms: names };
      return meetingMeanwhile({ base, mine: draft, theirs }, save, read);
    }
  };
};
