import { roomScreenWords } from '@nanoedge/words';
import { useEffect, type ReactElement } from 'react';
import { ContentShow } from './content-show.tsx';
import { Idle } from './idle.tsx';
import { screenClock } from './screen-clock.ts';
import { hideAfterMs, tellAfterMs, useDeviceTime, useDisplay } from './use-display.ts';
import { Unpaired } from './unpaired.tsx';
import { usePairing } from './use-pairing.ts';
import { Welcome } from './welcome.tsx';

const LostBanner = ({ forMs }: { forMs: number }): ReactElement => (
  <div className="lost" role="status" data-testid="room-offline">
    <span className="lost-mark" aria-hidden="true" />
    {roomScreenWords.lost(forMs)}
  </div>
);

/** The whole page: a code while nobody let it in, then idle, or what the room's meeting shows. */
export const RoomScreen = (): ReactElement => {
  const pairing = usePairing();
  return pairing.state?.paired === true ? (
    <PairedRoomScreen onRefused={pairing.again} />
  ) : (
    <Unpaired code={pairing.state?.code ?? null} isLost={pairing.isLost} />
  );
};

const PairedRoomScreen = ({ onRefused }: { onRefused: () => void }): ReactElement => {
  const { state, offsetMs, lostAt } = useDisplay(onRefused);
  const now = useDeviceTime(offsetMs);
  const lostForMs = lostAt === null ? 0 : now - offsetMs - lostAt;
  const screen = state?.screen;
  const shows = screen?.mode === 'content' && lostForMs < hideAfterMs ? screen : null;
  const clock = screenClock(state?.room ?? null, navigator.language);
  const roomName = state?.room?.name ?? null;
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
        <Idle display={state?.room ?? null} now={now} clock={clock} />
      ) : (
        <>
          <ContentShow
            key={shows.key}
            title={shows.title}
            items={shows.items}
            now={now}
            clock={clock}
          />
          <Welcome key={`welcome-${shows.key}`} people={shows.welcome} />
        </>
      )}
      {lostForMs > tellAfterMs ? <LostBanner forMs={lostForMs} /> : null}
    </main>
  );
};
