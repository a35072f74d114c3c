import {
  type Emphasised,
  hourMark,
  longDay,
  roomScreenWords,
  timeOfDay,
  type WallClock,
} from '@nanoedge/words';
import type { ReactElement } from 'react';
import type { DrawnRoom } from '../model.ts';
import { dayStrip, roomStatus, type RoomStatus } from './agenda.ts';

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

const Next = ({ text }: { text: Emphasised }): ReactElement => (
  <p className="next">
    {text.before}
    <b>{text.strong}</b>
    {text.after}
  </p>
);

const StatusLine = ({ status, clock }: { status: RoomStatus; clock: WallClock }): ReactElement => {
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
          <p className="status status-free">{roomScreenWords.freeUntil(status.until, clock)}</p>
          <Next text={roomScreenWords.next(status.next, clock)} />
        </>
      );
    case 'booked':
      return (
        <>
          <p className="status status-booked">
            {roomScreenWords.bookedUntil(status.meeting.endsAt, clock)}
          </p>
          <Next text={roomScreenWords.now(status.meeting, status.next, clock)} />
        </>
      );
  }
};

interface IdleProps<T> {
  display: T;
  now: number;
  clock: WallClock;
}

const Strip = ({ display, now, clock }: IdleProps<DrawnRoom>): ReactElement => {
  const strip = dayStrip(display.meetings, now, clock.zone);
  return (
    <div className="strip" aria-label={roomScreenWords.today}>
      <div className="strip-track">
        <div className="strip-past" style={{ width: percent(strip.now) }} />
        {strip.blocks.map(({ meeting, from, to }) => (
          <div
            key={meeting.key}
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
            {clock.hour12 === true ? hourMark(hour, clock) : hour}
          </span>
        ))}
      </div>
    </div>
  );
};

/** The room at rest: its name, the time, what it is booked for. */
export const Idle = ({ display, now, clock }: IdleProps<DrawnRoom | null>): ReactElement => (
  <section className="idle" data-testid="room-idle">
    <header>
      <h1>{display?.name ?? roomScreenWords.room}</h1>
      <p className="date">{longDay(now, clock)}</p>
    </header>
    <time
      className={clock.hour12 === true ? 'clock clock-twelve' : 'clock'}
      dateTime={new Date(now).toISOString()}
    >
      {timeOfDay(now, clock)}
    </time>
    <footer>
      {display === null ? (
        <p className="next">{roomScreenWords.waiting}</p>
      ) : (
        <StatusLine status={roomStatus(display.meetings, now, clock.zone)} clock={clock} />
      )}
      {display === null ? null : <Strip display={display} now={now} clock={clock} />}
    </footer>
  </section>
);
