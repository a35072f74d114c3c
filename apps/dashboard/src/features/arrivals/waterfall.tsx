import { type HopName, hopNames } from '@nanoedge/protocol';
import { arrivalWords, formatSpan, hopWord, stepStateWord, timeKinds } from '@nanoedge/words';
import { cn } from '@/components/ui/cn.ts';
import type { HopSpan } from '@/features/journeys/hops.ts';
import { paperMs, scaleMs, timeKindOf } from './waterfall-scale.ts';

const shade: Record<keyof typeof timeKinds, string> = {
  software: 'bg-accent-strong',
  radio: 'bg-accent/45',
  walk: 'bg-unknown/35',
};

const percent = (part: number, whole: number): string =>
  `${String(Math.min(100, (part / whole) * 100))}%`;

const Row = ({
  name,
  span,
  start,
  scale,
}: {
  name: HopName;
  span: HopSpan | undefined;
  start: number;
  scale: number;
}) => {
  const paper = paperMs[name];
  const from = span === undefined ? 0 : span.startAt - start;
  return (
    <div
      className="grid grid-cols-[5.5rem_minmax(0,1fr)_4.5rem] items-center gap-3 border-t border-line px-3 py-1.5 sm:grid-cols-[7rem_minmax(0,1fr)_5rem]"
      data-testid="waterfall-row"
      data-hop={name}
    >
      <span className={cn('truncate', span === undefined ? 'text-ink-faint' : '')}>
        {hopWord[name].label}
      </span>
      <div className="relative h-5">
        <div className="absolute inset-x-0 top-1/2 h-px bg-line" />
        {span === undefined ? null : (
          <div
            className={cn('absolute inset-y-0.5 min-w-[3px] rounded-sm', shade[timeKindOf[name]])}
            style={{ left: percent(from, scale), width: percent(span.at - span.startAt, scale) }}
            title={arrivalWords.span(
              hopWord[name].label,
              span.ms === null ? arrivalWords.start : formatSpan(span.ms),
            )}
          />
        )}
        {paper === undefined ? null : (
          <div
            className="absolute inset-y-0 border-l-2 border-dashed border-line-strong"
            style={{ left: percent(from + paper, scale) }}
            title={arrivalWords.paperMeasured(formatSpan(paper))}
          />
        )}
      </div>
      <span className="text-right">
        {span === undefined ? (
          <span className="text-ink-faint">{stepStateWord.ahead}</span>
        ) : span.ms === null ? (
          arrivalWords.start
        ) : (
          formatSpan(span.ms)
        )}
      </span>
    </div>
  );
};

const Axis = ({ scale }: { scale: number }) => (
  <div
    className="grid grid-cols-[5.5rem_minmax(0,1fr)_4.5rem] gap-3 px-3 pb-2 text-xs text-ink-soft sm:grid-cols-[7rem_minmax(0,1fr)_5rem]"
    aria-hidden
  >
    <span />
    <div className="flex justify-between border-t border-line-strong/50 pt-1">
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <span
          key={share}
          className={
            share === 0.25 || share === 0.75
              ? 'hidden whitespace-nowrap sm:inline'
              : 'whitespace-nowrap'
          }
        >
          {formatSpan(scale * share)}
        </span>
      ))}
    </div>
    <span />
  </div>
);

/**
 * The hops of one arrival to scale, by main-controller's clock, with the paper's values as dashed
 * ticks.
 */
export const Waterfall = ({ spans }: { spans: readonly HopSpan[] }) => {
  const start = spans[0]?.startAt ?? 0;
  const scale = scaleMs(spans);
  return (
    <>
      <div aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 px-3 py-2 text-xs text-ink-soft">
        {Object.entries(timeKinds).map(([kind, label]) => (
          <span key={kind} className="flex items-center gap-1.5">
            <span
              className={cn(
                'h-2.5 w-4 rounded-sm',
                kind === 'software' ? shade.software : kind === 'radio' ? shade.radio : shade.walk,
              )}
            />{' '}
            {label}
          </span>
        ))}
        <span className="flex items-center gap-1.5">
          <span className="h-3 border-l-2 border-dashed border-line-strong" />{' '}
          {arrivalWords.papersValue}
        </span>
      </div>
      <div aria-hidden>
        {hopNames.map((name) => (
          <Row
            key={name}
            name={name}
            span={spans.find((span) => span.name === name)}
            start={start}
            scale={scale}
          />
        ))}
        <Axis scale={scale} />
      </div>
    </>
  );
};
