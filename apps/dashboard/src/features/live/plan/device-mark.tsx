import { liveWords } from '@nanoedge/words';
import type { DeviceCondition, Tone } from '@nanoedge/words';
import { Cpu } from 'lucide-react';
import { cn } from '@/components/ui/cn.ts';
import { ToneShape } from '@/components/ui/state-mark.tsx';

const fillOf: Record<Tone, string> = {
  ok: 'fill-ok',
  attention: 'fill-attention',
  broken: 'fill-broken',
  unknown: 'fill-unknown',
  accent: 'fill-accent',
  simulated: 'fill-simulated',
};

/** A device on the plan with its state as a shape and a word. */
export const DeviceMark = ({
  device,
  name,
  zone,
  condition,
  x,
  y,
  labelled,
  side,
}: {
  device: string;
  name: string;
  /** The name of the zone it stands in; a device that is called the same is not named twice. */
  zone: string | undefined;
  condition: DeviceCondition;
  x: number;
  y: number;
  labelled: boolean;
  /** Where its name has room. */
  side: 'left' | 'right';
}) => {
  const away = condition.tone === 'unknown';
  return (
    <g
      transform={`translate(${String(x)} ${String(y)})`}
      data-testid="plan-device"
      data-device={device}
      data-tone={condition.tone}
    >
      <title>{liveWords.who(name, condition.word)}</title>
      <rect
        x={-11}
        y={-11}
        width={22}
        height={22}
        rx={6}
        fill={away ? 'var(--unknown-soft)' : 'var(--surface)'}
        stroke="var(--line-strong)"
        strokeDasharray={away ? '3 2' : undefined}
      />
      <Cpu
        x={-6.5}
        y={-6.5}
        width={13}
        height={13}
        stroke={away ? 'var(--ink-faint)' : 'var(--ink)'}
        strokeWidth={1.75}
      />
      <g transform="translate(6 -15)">
        <circle cx={5} cy={5} r={6} fill="var(--surface)" />
        <svg width={9} height={9} x={0.5} y={0.5} viewBox="0 0 10 10">
          <ToneShape tone={condition.tone} />
        </svg>
      </g>
      {labelled ? (
        <g
          transform={`translate(${side === 'left' ? '-17' : '20'} 0)`}
          textAnchor={side === 'left' ? 'end' : 'start'}
          stroke="var(--plan-floor)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {name === zone ? null : (
            <text y={-2} className="fill-ink-soft text-[0.6875rem]">
              {name}
            </text>
          )}
          <text
            y={name === zone ? 4 : 11}
            className={cn('text-[0.6875rem] font-medium', fillOf[condition.tone])}
          >
            {condition.word}
          </text>
        </g>
      ) : null}
    </g>
  );
};
