import { type Emphasised, longDay, roomScreenWords, timeOfDay } from '@nanoedge/words';
import type { ReactElement } from 'react';
import type { DisplaySpec } from '@nanoedge/protocol';
import { dayStrip, roomStatus, type RoomStatus } from './agenda.ts';

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

const Next = ({ text }: { text: Emphasised }): ReactElement => (
  <p className="next">
    {text.before}
    <b>{text.strong}</b>
    {text.after}
  </p>
);

const StatusLine = ({ status }: { status: RoomStatus }): ReactElement => {
  switch (status.kind) {
    case 'free-all-day':
      return (
        <>
          <p className="status status-free">{roomScreenWords.freeAllDay}</p>
          <p className="next">{roomScreenWords.noMore}</p>
        </>
      );
    case 'free':
      return (
        <>
          <p className="status status-free">{roomScreenWords.freeUntil(status.until)}</p>
          <Next text={roomScreenWords.next(status.next)} />
        </>
      );
    case 'booked':
      return (
        <>
          <p className="status status-booked">
            {roomScreenWords.bookedUntil(status.meeting.endsAt)}
          </p>
          <Next text={roomScreenWords.now(status.meeting, status.next)} />
        </>
      );
  }
};

const Strip = ({ display, now }: { display: DisplaySpec; now: number }): ReactElement => {
  const strip = dayStrip(display.meetings, now);
  return (
    <div className="strip" aria-label={roomScreenWords.today}>
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
      <h1>{display?.name ?? roomScreenWords.room}</h1>
      <p className="date">{longDay(now)}</p>
    </header>
    <time className="clock" dateTime={new Date(now).toISOString()}>
      {timeOfDay(now)}
    </time>
    <footer>
      {display === null ? (
        <p className="next">{roomScreenWords.waiting}</p>
      ) : (
        <StatusLine status={roomStatus(display.meetings, now)} />
      )}
      {display === null ? null : <Strip display={display} now={now} />}
    </footer>
  </section>
);
