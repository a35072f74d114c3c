import { dayName, meetingsWords, timeOfDay } from '@nanoedge/words';
import Link from 'next/link';
import { DiscStack } from '@/components/ui/disc.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';

type Meeting = Outputs['meetings']['list'][number];

const byDay = (meetings: readonly Meeting[]): [string, Meeting[]][] => [
  ...Map.groupBy(meetings, (meeting) => dayName(meeting.startsAt)),
];

/** The week as a list: what phones show instead of the grid. */
export const MeetingList = ({ meetings }: { meetings: readonly Meeting[] }) => (
  <div>
    {byDay(meetings).map(([day, items]) => (
      <section key={day}>
        <h3 className="border-b border-line bg-sunken px-3 py-1.5 text-xs font-medium text-ink-soft">
          {day}
        </h3>
        <ul>
          {items.map((meeting) => (
            <li key={meeting.id}>
              <Link
                href={`/meetings/${encodeURIComponent(meeting.id)}`}
                className="flex items-center gap-3 border-b border-line px-3 py-2.5 hover:bg-sunken"
              >
                <span className="w-11 shrink-0 text-xs leading-4 text-ink-soft">
                  {timeOfDay(meeting.startsAt)}
                  <br />
                  {timeOfDay(meeting.endsAt)}
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{meeting.title}</span>
                  <span className="block truncate text-xs text-ink-soft">
                    {meetingsWords.roomAndOrganiser(meeting.room.name, meeting.organiser.name)}
                  </span>
                </span>
                <DiscStack people={meeting.participants} max={4} />
              </Link>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </div>
);
