'use client';

import { meetingFormWords } from '@nanoedge/words';
import type { PersonSummary } from '@nanoedge/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Empty, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader } from '@/components/ui/page.tsx';
import { contentInput } from './content-draft.ts';
import { type MeetingDraft, newDraft } from './meeting-draft.ts';
import { readTimes } from './typed-times.ts';
import { useMay, useMe, useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { MeetingForm } from './meeting-form.tsx';

const moment = (text: string): number | null => (/^\d{10,15}$/.test(text) ? Number(text) : null);

/** The form with whoever fills it in as its first participant. */
const NewMeeting = ({ self }: { self: PersonSummary[] }) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { id: site, rooms, timeZone } = useSite();
  const { get } = useUrlState();
  const create = useMutation(trpc.meetings.create.mutationOptions());
  const only = rooms.length === 1 ? (rooms[0]?.id ?? '') : '';
  const [draft] = useState(() => ({
    ...newDraft(
      { start: moment(get('start')), end: moment(get('end')), room: get('room') || only },
      Date.now(),
      timeZone,
    ),
    participants: self,
  }));
  const send = async ({ title, room, participants, content, ...when }: MeetingDraft) => {
    const { span } = readTimes(when, timeZone);
    if (span === null) return null;
    const meeting = await create.mutateAsync({
      site,
      title,
      room,
      ...span,
      participants: participants.map(({ id }) => id),
      content: contentInput(content),
    });
    queries.setQueryData(trpc.meetings.get.queryKey({ id: meeting.id }), meeting);
    router.push(`/meetings/${encodeURIComponent(meeting.id)}`);
    return null;
  };
  return (
    <MeetingForm draft={draft} send={send} action={meetingFormWords.create} back="/meetings" />
  );
};

/** Creates a meeting; the address may carry time and room. Whoever creates it takes part. */
export const NewMeetingPage = () => {
  const trpc = useTRPC();
  const me = useMe();
  const may = useMay();
  const { id: site } = useSite();
  const people = useQuery({
    ...trpc.people.list.queryOptions({ site }),
    enabled: me.person !== null,
  });
  if (!may('meeting.create'))
    return <Empty title={meetingFormWords.mayNotCreate}>{meetingFormWords.askAdministrator}</Empty>;
  const self = (people.data ?? [])
    .filter(({ id: person }) => person === me.person)
    .map(({ id: person, name, initials, colour }) => ({ id: person, name, initials, colour }));
  return (
    <>
      <PageHeader title={meetingFormWords.newTitle} subtitle={meetingFormWords.newSubtitle} />
      {me.person !== null && people.isPending ? (
        <SkeletonRows rows={8} />
      ) : (
        <NewMeeting self={self} />
      )}
    </>
  );
};
