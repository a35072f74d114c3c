'use client';

import { calibrateWords as words } from '@nanoedge/words';
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { problemText } from '@/browser/api/problem.ts';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { ProgressBar } from '@/components/ui/progress.tsx';
import type { Heard, Tour } from './tour.ts';

/** What comes next has the keyboard, and is read out with what is to be done. */
export const useFirst = <E extends HTMLElement>(): RefObject<E | null> => {
  const first = useRef<E>(null);
  useEffect(() => first.current?.focus(), []);
  return first;
};

/** What a refused wish says, where it was wished. */
export const RefusedHere = ({ title, error }: { title: string; error: unknown }) =>
  error === null ? null : (
    <FieldError>
      <span className="font-medium">{title}</span>
      <br />
      {problemText(error)}
    </FieldError>
  );

interface AtZone {
  tour: Tour;
  index: number;
}

const nameOf = ({ tour, index }: AtZone): string => tour.zones[index]?.name ?? '';

const Where = ({ tour, index }: AtZone) =>
  tour.zones.length < 2 ? null : (
    <p className="text-xs text-ink-soft">{words.zoneOf(index + 1, tour.zones.length)}</p>
  );

const Actions = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap justify-end gap-2">{children}</div>
);

/** Where to stand; nothing is heard before they say that they do. */
export const StandThere = ({
  at,
  busy,
  error,
  onStart,
  onSkip,
}: {
  at: AtZone;
  busy: boolean;
  error: unknown;
  onStart: () => void;
  onSkip: () => void;
}) => {
  const id = useId();
  const first = useFirst<HTMLButtonElement>();
  const name = nameOf(at);
  return (
    <div className="flex flex-col gap-3">
      <div id={id}>
        <Where {...at} />
        <h3 className="text-base font-semibold break-words">
          {at.tour.simulated ? words.walks(name) : words.stand(name)}
        </h3>
        {at.tour.simulated ? null : (
          <p className="text-ink-soft">{words.standWhy(at.tour.seconds)}</p>
        )}
      </div>
      <RefusedHere title={words.startFailed} error={error} />
      <Actions>
        <Button aria-disabled={busy} onClick={() => (busy ? undefined : onSkip())}>
          {words.skip}
        </Button>
        <Button
          ref={first}
          tone="primary"
          aria-describedby={id}
          aria-disabled={busy}
          onClick={() => (busy ? undefined : onStart())}
        >
          {busy ? words.starting : words.start}
        </Button>
      </Actions>
    </div>
  );
};

const HeardList = ({ heard }: { heard: readonly Heard[] }) =>
  heard.length === 0 ? (
    <p className="text-ink-soft">{words.listening}</p>
  ) : (
    <ul aria-label={words.hearing} className="rounded border border-line">
      {heard.map(({ name, reports }) => (
        <li
          key={name}
          className="flex min-h-8 items-center gap-3 border-b border-line px-3 last:border-b-0"
        >
          <span className="min-w-0 flex-1 break-words">{name}</span>
          <span className="text-ink-soft tabular-nums">{words.reports(reports)}</span>
        </li>
      ))}
    </ul>
  );

/** The countdown of a zone, and who hears the key meanwhile. */
export const Teaching = ({
  at,
  leftMs,
  heard,
  error,
}: {
  at: AtZone;
  leftMs: number;
  heard: readonly Heard[];
  error: unknown;
}) => {
  const first = useFirst<HTMLHeadingElement>();
  const { seconds, simulated } = at.tour;
  const name = nameOf(at);
  return (
    <div className="flex flex-col gap-3">
      <div>
        <Where {...at} />
        <h3 ref={first} tabIndex={-1} className="text-base font-semibold break-words outline-none">
          {simulated ? words.walks(name) : words.teaching(name)}
        </h3>
        <p className="text-ink-soft tabular-nums">{words.left(Math.ceil(leftMs / 1000))}</p>
      </div>
      <ProgressBar
        share={Math.min(1, Math.max(0, 1 - leftMs / (seconds * 1000)))}
        label={words.leftLabel}
      />
      <HeardList heard={heard} />
      <RefusedHere title={words.askFailed} error={error} />
    </div>
  );
};

/** What came of a zone: who heard the key there, or what to look at when nobody did. */
export const ZoneTaught = ({
  at,
  heard,
  onAgain,
  onNext,
}: {
  at: AtZone;
  heard: readonly Heard[];
  onAgain: () => void;
  onNext: () => void;
}) => {
  const id = useId();
  const first = useFirst<HTMLButtonElement>();
  const name = nameOf(at);
  const silent = heard.length === 0;
  return (
    <div className="flex flex-col gap-3">
      <div id={id}>
        <Where {...at} />
        <h3 className="text-base font-semibold break-words">
          {silent ? words.silent(name) : words.taught(name)}
        </h3>
        <p className="text-ink-soft">{silent ? words.check : words.heardBy(heard)}</p>
      </div>
      <Actions>
        <Button
          ref={silent ? first : null}
          tone={silent ? 'primary' : 'secondary'}
          aria-describedby={silent ? id : undefined}
          onClick={onAgain}
        >
          {words.again}
        </Button>
        <Button
          ref={silent ? null : first}
          tone={silent ? 'secondary' : 'primary'}
          aria-describedby={silent ? undefined : id}
          onClick={onNext}
        >
          {silent ? words.skip : words.next}
        </Button>
      </Actions>
    </div>
  );
};
