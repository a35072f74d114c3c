import { roomScreenWords } from '@nanoedge/words';
import type { ReactElement } from 'react';
import type { PairState } from '../model.ts';

/** What a browser shows that nobody has let in yet: a code, and where to type it. */
export const Unpaired = ({
  state,
  isLost,
}: {
  /** Null before the device has said anything. */
  state: Extract<PairState, { paired: false }> | null;
  isLost: boolean;
}): ReactElement => {
  const isCrowded = state !== null && state.code === null;
  return (
    <main className="screen" data-testid="room-unpaired">
      <section className="pair">
        <h1>{roomScreenWords.pairTitle}</h1>
        <p className="pair-code" data-testid="pair-code" aria-live="polite">
          {state?.code ?? '····-····'}
        </p>
        <p>
          {isLost
            ? roomScreenWords.pairLost
            : isCrowded
              ? roomScreenWords.pairCrowded
              : roomScreenWords.pairHow}
        </p>
      </section>
    </main>
  );
};
