'use client';

import type { Journey, PersonSummary } from '@nanoedge/protocol';
import { journeyWord, meetingWords, timeOfDay } from '@nanoedge/words';
import Link from 'next/link';
import { Disc } from '@/components/ui/disc.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useHere } from '@/browser/live/here.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { useClocks } from '@/browser/site/site.tsx';
import { useNow } from '@/browser/time/clock.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';
import { useAttendance } from './use-attendance.ts';

type Meeting = Outputs['meetings']['get'];
type Attendance = Outputs['meetings']['attendance'][number];

/** What is known of one person's part: their attendance, or the way on which they are. */
interface Part {
  person: PersonSummary | null;
  attendance: Attendance | undefined;
  journey: Journey | undefined;
  invited: boolean;
  deleted: boolean;
}

const partsOf = (
  meeting: Meeting,
  attendances: readonly Attendance[],
  here: readonly Journey[],
): Part[] => {
  const own = here.filter((journey) => journey.meeting?.id === meeting.id);
  const invited = meeting.participants.map((person) => ({
    person,
    attendance: attendances.find((each) => each.person?.id === person.id),
    journey: own.find((journey) => journey.person?.id === person.id),
    invited: true,
    deleted: false,
  }));
  const deleted = meeting.deletedParticipants.map((person) => ({
    person,
    attendance: attendances.find((each) => each.person?.id === person.id),
    journey: undefined,
    invited: false,
    deleted: true,
  }));
  const listed = new Set([...invited, ...deleted].map(({ person }) => person.id as string));
  const others = attendances
    .filter(({ person }) => !listed.has(person?.id ?? ''))
    .map((attendance) => ({
      person: attendance.person,
      attendance,
      journey: undefined,
      invited: false,
      deleted: false,
    }));
  return [...invited, ...deleted, ...others];
};

/** Where somebody is in one word, and since when or how long. */
const Whereabouts = ({ part, over }: { part: Part; over: boolean }) => {
  const { site: clock } = useClocks();
  const { attendance, journey } = part;
  if (attendance === undefined) {
    const { word, tone } =
      journey === undefined
        ? {
            word: over ? meetingWords.didNotCome : meetingWords.notHere,
            tone: 'unknown' as const,
          }
        : journeyWord[journey.state];
    return <StateWord tone={tone}>{word}</StateWord>;
  }
  const { cameAt, leftAt, here, stayedMs } = attendance;
  const came = timeOfDay(cameAt, clock);
  if (here)
    return (
      <>
        <span className="text-xs text-ink-soft">{meetingWords.since(came)}</span>
        <StateWord tone="ok">{meetingWords.inTheRoom}</StateWord>
      </>
    );
  return leftAt === null ? (
    <>
      <span className="text-xs text-ink-soft">{meetingWords.stayedFrom(came, stayedMs)}</span>
      <StateWord tone="unknown">{meetingWords.notHeardLeaving}</StateWord>
    </>
  ) : (
    <>
      <span className="text-xs text-ink-soft">
        {meetingWords.stayed(came, timeOfDay(leftAt, clock), stayedMs)}
      </span>
      <StateWord tone="unknown">{meetingWords.leftAgain}</StateWord>
    </>
  );
};

const stateOf = ({ attendance, journey }: Part): string =>
  attendance === undefined ? (journey?.state ?? 'none') : attendance.here ? 'here' : 'left';

const Participant = ({ part, over }: { part: Part; over: boolean }) => {
  const { person, invited, deleted } = part;
  const name = person?.name ?? meetingWords.deletedPerson;
  const journey = part.attendance?.journey ?? part.journey?.id ?? null;
  return (
    <li
      data-testid="participant"
      data-state={stateOf(part)}
      className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0"
    >
      <Disc person={person} />
      <span className="min-w-0 flex-1 truncate font-medium">
        {journey === null ? (
          name
        ) : (
          <Link
            href={`/arrivals/${encodeURIComponent(journey)}`}
            className="underline decoration-line-strong underline-offset-2 hover:text-accent"
          >
            {name}
          </Link>
        )}
      </span>
      {invited ? null : (
        <span className="text-xs text-ink-soft">
          {deleted ? meetingWords.wasDeletedPerson : meetingWords.noLongerInvited}
        </span>
      )}
      {deleted && part.attendance === undefined ? null : <Whereabouts part={part} over={over} />}
    </li>
  );
};

const count = (meeting: Meeting, parts: readonly Part[], over: boolean): string => {
  const invited = parts.filter((part) => part.invited);
  return over
    ? meetingWords.came(
        invited.filter(({ attendance }) => attendance !== undefined).length,
        meeting.participants.length,
      )
    : meetingWords.inRoom(
        invited.filter(({ attendance }) => attendance?.here === true).length,
        meeting.participants.length,
      );
};

/** Who is expected, where each of them is now, and afterwards who was there and how long. */
export const Participants = ({ meeting }: { meeting: Meeting }) => {
  const attendance = useAttendance(meeting.id);
  const here = useHere();
  const now = useNow();
  const stale = useLive((state) => state.link.kind !== 'live');
  const over = now !== null && now >= meeting.endsAt;
  const parts = attendance.data === undefined ? undefined : partsOf(meeting, attendance.data, here);
  return (
    <Panel
      title={meetingWords.participants}
      actions={
        parts === undefined ? null : (
          <span className="text-xs text-ink-soft">{count(meeting, parts, over)}</span>
        )
      }
    >
      {attendance.isError && parts === undefined ? (
        <Problem
          title={meetingWords.attendanceUnread}
          detail={problemText(attendance.error)}
          retry={() => attendance.refetch()}
        />
      ) : null}
      {attendance.isPending ? <SkeletonRows rows={meeting.participants.length} /> : null}
      <ul className={stale ? 'grayscale' : ''}>
        {parts?.map((part, index) => (
          <Participant
            key={part.person?.id ?? `deleted ${String(index)}`}
            part={part}
            over={over}
          />
        ))}
      </ul>
    </Panel>
  );
};
