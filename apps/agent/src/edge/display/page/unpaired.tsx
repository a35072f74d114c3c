import { roomScreenWords } from '@nanoedge/words';
import type { ReactElement } from 'react';

/** What a browser shows that nobody has let in yet: a code, and where to type it. */
export const Unpaired = ({
  code,
  isLost,
}: {
  code: string | null;
  isLost: boolean;
}): ReactElement => (
  <main className="screen" data-testid="room-unpaired">
    <section className="pair">
      <h1>{roomScreenWords.pairTitle}</h1>
      <p className="pair-code" data-testid="pair-code" aria-live="polite">
        {code ?? '····-····'}
      </p>
      <p>{isLost ? roomScreenWords.pairLost : roomScreenWords.pairHow}</p>
    </section>
  </main>
);
