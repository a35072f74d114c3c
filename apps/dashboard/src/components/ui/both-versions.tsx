'use client';

import { bothVersionsWords } from '@nanoedge/words';
import { GitMerge } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { cn } from './cn.ts';

export type Side = 'mine' | 'theirs';

/** One field of which there are two versions, each as people read it. */
export interface TwoVersions {
  id: string;
  label: string;
  mine: string;
  theirs: string;
}

const Version = ({
  name,
  title,
  text,
  chosen,
  choose,
}: {
  name: string;
  title: string;
  text: string;
  chosen: boolean;
  choose: () => void;
}) => (
  <label
    className={cn(
      'grid min-w-0 cursor-pointer grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2 rounded-md border bg-surface p-2 has-focus-visible:outline-2 has-focus-visible:outline-accent',
      chosen ? 'border-accent' : 'border-line',
    )}
  >
    <input
      type="radio"
      name={name}
      checked={chosen}
      onChange={choose}
      className="row-span-2 mt-0.5 size-4 accent-accent-strong"
    />
    <span className="text-xs font-medium text-ink-soft">{title}</span>
    <span className="break-words whitespace-pre-wrap text-ink">
      {text === '' ? bothVersionsWords.nothing : text}
    </span>
  </label>
);

/**
 * Both versions of each field that two people changed, side by side, with a choice for each; it
 * takes the focus when it appears. Yours is chosen at first.
 */
export const BothVersions = ({
  by,
  fields,
  also,
  onChoose,
}: {
  by: string | null;
  fields: readonly TwoVersions[];
  /** Labels of the fields that were taken over as the other one left them. */
  also: readonly string[];
  onChoose: (id: string, side: Side) => void;
}) => {
  const group = useId();
  const box = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  useEffect(() => box.current?.focus(), []);
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby={`${group}-title`}
      data-testid="both-versions"
      className="flex min-w-0 flex-col gap-3 rounded-md border border-attention/40 bg-attention-soft p-3 outline-none"
    >
      <div className="flex items-start gap-2">
        <GitMerge aria-hidden className="mt-0.5 size-4 shrink-0 text-attention" />
        <div className="min-w-0">
          <p id={`${group}-title`} className="font-medium">
            {bothVersionsWords.title(by)}
          </p>
          <p className="text-sm text-ink-soft">{bothVersionsWords.choose}</p>
          {also.length === 0 ? null : (
            <p className="text-sm text-ink-soft">{bothVersionsWords.also(also)}</p>
          )}
        </div>
      </div>
      {fields.map(({ id, label, mine, theirs }) => (
        <fieldset key={id} className="flex min-w-0 flex-col gap-1">
          <legend className="mb-1 text-xs font-medium text-ink-soft">{label}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {(['mine', 'theirs'] as const).map((side) => (
              <Version
                key={side}
                name={`${group}-${id}`}
                title={side === 'mine' ? bothVersionsWords.mine : bothVersionsWords.theirs(by)}
                text={side === 'mine' ? mine : theirs}
                chosen={(chosen.get(id) ?? 'mine') === side}
                choose={() => {
                  setChosen(new Map(chosen).set(id, side));
                  onChoose(id, side);
                }}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </section>
  );
};
