import type { Tone } from '@nanoedge/words';
import { cn } from './cn.ts';

const inkOf: Record<Tone, string> = {
  ok: 'text-ok',
  attention: 'text-attention',
  broken: 'text-broken',
  unknown: 'text-unknown',
  accent: 'text-accent',
  simulated: 'text-simulated',
};

const softOf: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  attention: 'bg-attention-soft text-attention',
  broken: 'bg-broken-soft text-broken',
  unknown: 'bg-unknown-soft text-unknown',
  accent: 'bg-accent-soft text-accent',
  simulated: 'bg-simulated-soft text-simulated',
};

/**
 * A shape for each tone, so that nobody has to tell colours apart: disc, triangle, cross, ring,
 * diamond.
 */
export const ToneShape = ({ tone, className }: { tone: Tone; className?: string }) => (
  <svg viewBox="0 0 10 10" aria-hidden className={cn('size-2.5 shrink-0', inkOf[tone], className)}>
    {tone === 'ok' ? <circle cx="5" cy="5" r="4" fill="currentColor" /> : null}
    {tone === 'attention' ? <path d="M5 .8 9.6 9H.4Z" fill="currentColor" /> : null}
    {tone === 'broken' ? (
      <path
        d="M1.5 1.5 8.5 8.5M8.5 1.5 1.5 8.5"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    ) : null}
    {tone === 'unknown' ? (
      <circle
        cx="5"
        cy="5"
        r="3.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeDasharray="2 1.4"
      />
    ) : null}
    {tone === 'accent' ? <path d="M2 1 9 5 2 9Z" fill="currentColor" /> : null}
    {tone === 'simulated' ? (
      <path d="M5 .6 9.4 5 5 9.4.6 5Z" fill="none" stroke="currentColor" strokeWidth="1.6" />
    ) : null}
  </svg>
);

/** A state in words with its shape. */
export const StateWord = ({
  tone,
  children,
  className,
}: {
  tone: Tone;
  children: React.ReactNode;
  className?: string;
}) => (
  <span
    data-tone={tone}
    className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', inkOf[tone], className)}
  >
    <ToneShape tone={tone} />
    <span>{children}</span>
  </span>
);

/** A short word on its tone's soft ground. */
export const Badge = ({
  tone,
  children,
  className,
}: {
  tone: Tone;
  children: React.ReactNode;
  className?: string;
}) => (
  <span
    className={cn(
      'inline-flex h-5 items-center gap-1 rounded px-1.5 text-[0.6875rem] font-medium whitespace-nowrap',
      softOf[tone],
      className,
    )}
  >
    {children}
  </span>
);
