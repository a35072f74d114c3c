'use client';

import { simulateWords } from '@nanoedge/words';
import { Footprints } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Select } from '@/components/ui/input.tsx';
import { NoiseChoice } from './noise.tsx';
import type { Gait, WalkerRadio } from './use-simulation.ts';
import type { Visitor } from './visitor.ts';
import { WhoComes } from './who-comes.tsx';

const paces = [
  { value: '0.5', label: simulateWords.paces.half },
  { value: '1', label: simulateWords.paces.normal },
  { value: '2', label: simulateWords.paces.double },
  { value: '4', label: simulateWords.paces.fourfold },
];

const PaceSelect = ({
  pace,
  fixed,
  onPace,
}: {
  pace: string;
  /** A recording goes as fast as it was made. */
  fixed: boolean;
  onPace: (pace: string) => void;
}) => (
  <label className="flex items-center gap-2 text-xs">
    {simulateWords.pace}
    <Select
      value={fixed ? '1' : pace}
      disabled={fixed}
      onChange={({ target }) => onPace(target.value)}
      className="h-7 w-26 text-xs md:text-xs"
    >
      {paces.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  </label>
);

/** Who comes and how they walk; the same people come once only. */
export const WalkIn = ({
  visitors,
  busy,
  onWalk,
}: {
  visitors: readonly Visitor[];
  /** Some are still on their way to the door. */
  busy: boolean;
  onWalk: (chosen: readonly Visitor[], gait: Gait) => void;
}) => {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [spaced, setSpaced] = useState(true);
  const [pace, setPace] = useState('1');
  const [radio, setRadio] = useState<WalkerRadio>('clean');
  const walk = () => {
    setPicked(new Set());
    const chosen = visitors.filter(({ walker }) => picked.has(walker));
    onWalk(chosen, { spaced, pace: Number(pace), radio });
  };
  return (
    <>
      <WhoComes visitors={visitors} picked={picked} onPick={setPicked} />
      <NoiseChoice radio={radio} onRadio={setRadio} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Checkbox checked={spaced} onChange={setSpaced}>
          <span className="text-xs">{simulateWords.apart}</span>
        </Checkbox>
        <PaceSelect pace={pace} fixed={radio === 'recorded'} onPace={setPace} />
        <Button
          tone="primary"
          className="ml-auto"
          disabled={picked.size === 0 || busy}
          onClick={walk}
        >
          <Footprints aria-hidden /> {simulateWords.walkIn}
        </Button>
      </div>
    </>
  );
};
