import { longDay, timeOfDay } from '@nanoedge/words';
import type { ReactElement } from 'react';
import type { DisplaySpec } from '@nanoedge/protocol';
import { dayStrip, roomStatus, type RoomStatus } from './agenda.ts';

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

const StatusLine = ({ status }: { status: RoomStatus }): ReactElement => {
  switch (status.kind) {
    case 'free-all-day':
      return (
        <>
          <p className="status status-free">Free for the rest of the day</p>
          <p className="next">No more meetings today</p>
        </>
      );
    case 'free':
      return (
        <>
          <p className="status status-free">Free until {timeOfDay(status.until)}</p>
          <p className="next">
            Next: <b>{status.next.title}</b>, {timeOfDay(status.next.startsAt)}–
            {timeOfDay(status.next.endsAt)}
          </p>
        </>
      );
    case 'booked':
      return (
        <>
          <p className="status status-booked">Booked until {timeOfDay(status.meeting.endsAt)}</p>
          <p className="next">
            Now: <b>{status.meeting.title}</b>
            {status.next === null
              ? null
              : `, then ${status.next.title} at ${timeOfDay(status.next.startsAt)}`}
          </p>
        </>
      );
  }
};

const Strip = ({ display, now }: { display: DisplaySpec; now: number }): ReactElement => {
  const strip = dayStrip(display.meetings, now);
  return (
    <div className="strip" aria-label="Today’s meetings">
      <div className="strip-track">
        <div className="strip-past" style={{ width: percent(strip.now) }} />
        {strip.blocks.map(({ meeting, from, to }) => (
          <div
            key={meeting.id}
            className={
              meeting.endsAt <= now
                ? 'block block-over'
                : meeting.startsAt <= now
                  ? 'block block-now'
                  : 'block'
            }
            style={{ left: percent(from), width: percent(to - from) }}
          >
            <span>{meeting.title}</span>
          </div>
        ))}
        <div className="strip-now" style={{ left: percent(strip.now) }} />
      </div>
      <div className="strip-hours" aria-hidden="true">
        {strip.hours.map(({ hour, at }) => (
          <span key={at} style={{ left: percent(at) }}>
            {hour}
          </span>
        ))}
      </div>
    </div>
  );
};

/** The room at rest: its name, the time, what it is booked for. */
export const Idle = ({
  display,
  now,
}: {
  display: DisplaySpec | null;
  now: number;
}): ReactElement => (
  <section className="idle" data-testid="room-idle">
    <header>
      <h1>{display?.name ?? 'This room'}</h1>
      <p className="date">{longDay(now)}</p>
    </header>
    <time className="clock" dateTime={new Date(now).toISOString()}>
      {timeOfDay(now)}
    </time>
    <footer>
      {display === null ? (
        <p className="next">Waiting for this room’s plan</p>
      ) : (
        <StatusLine status={roomStatus(display.meetings, now)} />
      )}
      {display === null ? null : <Strip display={display} now={now} />}
    </footer>
  </section>
);
