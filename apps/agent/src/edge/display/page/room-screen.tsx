import { roomScreenWords } from '@nanoedge/words';
import { useEffect, type ReactElement } from 'react';
import { ContentShow } from './content-show.tsx';
import { Idle } from './idle.tsx';
import { screenClock } from './screen-clock.ts';
import { hideAfterMs, tellAfterMs, useDeviceTime, useDisplay } from './use-display.ts';
import { Welcome } from './welcome.tsx';

const LostBanner = ({ forMs }: { forMs: number }): ReactElement => (
  <div className="lost" role="status" data-testid="room-offline">
    <span className="lost-mark" aria-hidden="true" />
    {roomScreenWords.lost(forMs)}
  </div>
);

/** The whole page: idle, or what the room's meeting shows. */
export const RoomScreen = (): ReactElement => {
  const { state, offsetMs, lostAt } = useDisplay();
  const now = useDeviceTime(offsetMs);
  const lostForMs = lostAt === null ? 0 : now - offsetMs - lostAt;
  const screen = state?.screen;
  const shows = screen?.mode === 'content' && lostForMs < hideAfterMs ? screen : null;
  const clock = screenClock(state?.display ?? null, navigator.language);
  const roomName = state?.display?.name ?? null;
  useEffect(() => {
    if (roomName !== null) document.title = roomName;
  }, [roomName]);
  return (
    <main
      className="screen"
      data-testid="room-screen"
      data-mode={shows === null ? 'idle' : 'content'}
    >
      {shows === null ? (
        <Idle display={state?.display ?? null} now={now} clock={clock} />
      ) : (
        <>
          <ContentShow
            key={shows.meeting.id}
            title={shows.meeting.title}
            items={shows.items}
            now={now}
            clock={clock}
          />
          <Welcome
            key={`welcome-${shows.meeting.id}`}
            people={shows.welcome}
            greeting={state?.display?.greeting ?? 'initials'}
          />
        </>
      )}
      {lostForMs > tellAfterMs ? <LostBanner forMs={lostForMs} /> : null}
    </main>
  );
};
