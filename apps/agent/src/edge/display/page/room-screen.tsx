import { roomScreenWords, type WallClock } from '@nanoedge/words';
import { useEffect, type ReactElement } from 'react';
import type { DisplayState } from '../model.ts';
import { ContentShow } from './content-show.tsx';
import { Idle } from './idle.tsx';
import { screenClock } from './screen-clock.ts';
import { tellAfterMs, useDeviceTime, useDisplay } from './use-display.ts';
import { Unpaired } from './unpaired.tsx';
import { usePairing } from './use-pairing.ts';
import { Welcome } from './welcome.tsx';

/** After so long without the device, what was hidden is forgotten. */
const forgetAfterMs = 30_000;

const LostBanner = ({ words }: { words: string }): ReactElement => (
  <div className="lost" role="status" data-testid="room-offline">
    <span className="lost-mark" aria-hidden="true" />
    {words}
  </div>
);

/** The whole page: a code while nobody let it in, then idle, or what the room's meeting shows. */
export const RoomScreen = (): ReactElement => {
  const pairing = usePairing();
  return pairing.state?.paired === true ? (
    <PairedRoomScreen onRefused={pairing.again} />
  ) : (
    <Unpaired state={pairing.state} isLost={pairing.isLost} />
  );
};

type Content = Extract<DisplayState['screen'], { mode: 'content' }>;

interface MeetingProps {
  shows: Content;
  isHidden: boolean;
  now: number;
  clock: WallClock;
}

/** What is private. Hidden it stays where it was: a short silence costs nobody their page. */
const Meeting = ({ shows, isHidden, now, clock }: MeetingProps): ReactElement => (
  <div className={isHidden ? 'kept-hidden' : ''} inert={isHidden}>
    <ContentShow key={shows.key} title={shows.title} items={shows.items} now={now} clock={clock} />
    <Welcome key={`welcome-${shows.key}`} people={shows.welcome} />
  </div>
);

const PairedRoomScreen = ({ onRefused }: { onRefused: () => void }): ReactElement => {
  const { state, offsetMs, lostAt } = useDisplay(onRefused);
  const now = useDeviceTime(offsetMs);
  const lostForMs = lostAt === null ? 0 : Math.max(0, now - offsetMs - lostAt);
  const content = state?.screen.mode === 'content' ? state.screen : null;
  const isHidden = content !== null && lostAt !== null;
  const kept = lostForMs < forgetAfterMs ? content : null;
  const isIdle = content === null || isHidden;
  const clock = screenClock(state?.room ?? null, navigator.language);
  const roomName = state?.room?.name ?? null;
  useEffect(() => {
    if (roomName !== null) document.title = roomName;
  }, [roomName]);
  return (
    <main className="screen" data-testid="room-screen" data-mode={isIdle ? 'idle' : 'content'}>
      {isIdle ? <Idle display={state?.room ?? null} now={now} clock={clock} /> : null}
      {kept === null ? null : <Meeting shows={kept} isHidden={isHidden} now={now} clock={clock} />}
      {isHidden ? <LostBanner words={roomScreenWords.lostHidden} /> : null}
      {!isHidden && lostForMs > tellAfterMs ? (
        <LostBanner words={roomScreenWords.lost(lostForMs)} />
      ) : null}
    </main>
  );
};
