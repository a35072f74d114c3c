import { roomScreenWords } from '@nanoedge/words';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { PersonSummary } from '@nanoedge/protocol';

const welcomeMs = 3_000;

const nameOf = (person: PersonSummary, greeting: 'name' | 'initials'): string =>
  greeting === 'name' ? person.name : person.initials;

/**
 * Greets those who came since the last look, each for three seconds: full screen for the first, a
 * strip for those who join while the others already work.
 */
export const Welcome = ({
  people,
  greeting,
}: {
  people: readonly PersonSummary[];
  greeting: 'name' | 'initials';
}): ReactElement | null => {
  const greeted = useRef(new Set<string>());
  const [now, setNow] = useState<{ people: PersonSummary[]; first: boolean } | null>(null);
  useEffect(() => {
    const arrived = people.filter(({ id }) => !greeted.current.has(id));
    if (arrived.length === 0) return;
    const first = greeted.current.size === 0;
    for (const { id } of arrived) greeted.current.add(id);
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
          <li key={person.id} style={{ color: person.colour }}>
            <span className="disc" style={{ background: person.colour }} aria-hidden="true" />
            {nameOf(person, greeting)}
          </li>
        ))}
      </ul>
    </div>
  );
};
