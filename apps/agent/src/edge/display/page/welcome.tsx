import { roomScreenWords } from '@nanoedge/words';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { Greeted } from '../model.ts';

const welcomeMs = 3_000;

/**
 * Greets those who came since the last look, each for three seconds: full screen for the first, a
 * strip for those who join while the others already work.
 */
export const Welcome = ({ people }: { people: readonly Greeted[] }): ReactElement | null => {
  const greeted = useRef(new Set<string>());
  const [now, setNow] = useState<{ people: Greeted[]; first: boolean } | null>(null);
  useEffect(() => {
    const arrived = people.filter(({ key }) => !greeted.current.has(key));
    if (arrived.length === 0) return;
    const first = greeted.current.size === 0;
    for (const { key } of arrived) greeted.current.add(key);
    setNow({ people: arrived, first });
  }, [people]);
  useEffect(() => {
    if (now === null) return undefined;
    const timer = setTimeout(() => setNow(null), welcomeMs);
    return () => clearTimeout(timer);
  }, [now]);
  if (now === null) return null;
  return (
    <div
      className={now.first ? 'welcome' : 'welcome welcome-joining'}
      data-testid="room-welcome"
      role="status"
    >
      <p className="welcome-word">{roomScreenWords.welcome}</p>
      <ul>
        {now.people.map((person) => (
          <li key={person.key} style={{ color: person.colour }}>
            <span className="disc" style={{ background: person.colour }} aria-hidden="true" />
            {person.text}
          </li>
        ))}
      </ul>
    </div>
  );
};
