'use client';

import { meetingFormWords, timeOfDay } from '@nanoedge/words';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { cn } from '@/components/ui/cn.ts';
import { FieldError } from '@/components/ui/field.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { useClocks, useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';

type Availability = Outputs['meetings']['availability'];
interface Span {
  startsAt: number;
  endsAt: number;
}

/**
 * The rooms with what is in their way at the asked time, free ones first; without a time, just the
 * rooms.
 */
const useRooms = (span: Span | null, except: string | undefined): Availability => {
  const trpc = useTRPC();
  const { id: site, rooms } = useSite();
  const asked =
    span !== null && span.endsAt > span.startsAt
      ? { site, ...span, ...(except === undefined ? {} : { except }) }
      : skipToken;
  const read = useQuery({
    ...trpc.meetings.availability.queryOptions(asked),
    placeholderData: keepPreviousData,
  });
  return read.data ?? rooms.map(({ id, name }) => ({ room: id, name, clash: null }));
};

/** The rooms as radio buttons; one that is booked names the meeting in the way while one types. */
export const RoomField = ({
  span,
  except,
  value,
  onChange,
  error,
}: {
  span: Span | null;
  except?: string | undefined;
  value: string;
  onChange: (room: string) => void;
  error: string | undefined;
}) => {
  const rooms = useRooms(span, except);
  const { site: clock } = useClocks();
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-xs font-medium text-ink-soft">{meetingFormWords.room}</legend>
      {rooms.map(({ room, name, clash }) => (
        <label
          key={room}
          className={cn(
            'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md border border-line bg-surface px-3 hover:border-line-strong',
            value === room ? 'border-accent bg-accent-soft hover:border-accent' : '',
          )}
        >
          <input
            type="radio"
            name="room"
            value={room}
            checked={value === room}
            onChange={() => onChange(room)}
            className="size-4 accent-accent-strong"
          />
          <span className="font-medium">{name}</span>
          <span className="ml-auto min-w-0 truncate text-xs">
            {clash === null ? (
              <StateWord tone="ok">{meetingFormWords.free}</StateWord>
            ) : (
              <StateWord tone="broken">
                {meetingFormWords.booked(
                  clash.title,
                  timeOfDay(clash.startsAt, clock),
                  timeOfDay(clash.endsAt, clock),
                )}
              </StateWord>
            )}
          </span>
        </label>
      ))}
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </fieldset>
  );
};
