import { addDays } from '@nanoedge/base';
import { dayName, meetingsWords, timeOfDay } from '@nanoedge/words';
import Link from 'next/link';
import { DiscStack } from '@/components/ui/disc.tsx';
import { useClocks } from '@/browser/site/site.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';

type Meeting = Outputs['meetings']['list'][number];

/** The meetings under every day of the week that they touch, so one over midnight under both. */
const byDay = (
  meetings: readonly Meeting[],
  week: number,
  zone: string,
): { day: number; items: Meeting[] }[] =>
  Array.from({ length: 7 }, (_, index) => addDays(week, index, zone))
    .map((day) => ({
      day,
      items: meetings.filter(
        ({ startsAt, endsAt }) => endsAt > day && startsAt < addDays(day, 1, zone),
      ),
    }))
    .filter(({ items }) => items.length > 0);

/** The week as a list: what phones show instead of the grid. */
export const MeetingList = ({ week, meetings }: { week: number; meetings: readonly Meeting[] }) => {
  const { site } = useClocks();
  return (
    <div>
      {byDay(meetings, week, site.zone).map(({ day, items }) => (
        <section key={day}>
          <h3 className="border-b border-line bg-sunken px-3 py-1.5 text-xs font-medium text-ink-soft">
            {dayName(day, site)}
          </h3>
          <ul>
            {items.map((meeting) => (
              <li key={meeting.id}>
                <Link
                  href={`/meetings/${encodeURIComponent(meeting.id)}`}
                  className="flex items-center gap-3 border-b border-line px-3 py-2.5 hover:bg-sunken"
                >
                  <span className="w-11 shrink-0 text-xs leading-4 text-ink-soft">
                    {timeOfDay(meeting.startsAt, site)}
                    <br />
                    {timeOfDay(meeting.endsAt, site)}
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
};
