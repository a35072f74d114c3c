import { simulateWords } from '@nanoedge/words';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Select } from '@/components/ui/input.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import type { WalkerRadio } from './use-simulation.ts';

type Noise = Exclude<WalkerRadio, 'clean'>;

const kinds: readonly Noise[] = ['modelled', 'recorded'];

/** Whether keys are heard as radio really is, and by what; what that means stands below. */
export const NoiseChoice = ({
  radio,
  onRadio,
}: {
  radio: WalkerRadio;
  onRadio: (radio: WalkerRadio) => void;
}) => (
  <div className="flex flex-col gap-1">
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Checkbox checked={radio !== 'clean'} onChange={(on) => onRadio(on ? 'modelled' : 'clean')}>
        <span className="text-xs">{simulateWords.noisy}</span>
      </Checkbox>
      {radio === 'clean' ? null : (
        <>
          <label className="flex items-center gap-2 text-xs">
            {simulateWords.radio}
            <Select
              value={radio}
              onChange={({ target }) =>
                onRadio(kinds.find((kind) => kind === target.value) ?? radio)
              }
              className="h-7 w-28 text-xs md:text-xs"
            >
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {simulateWords.radios[kind]}
                </option>
              ))}
            </Select>
          </label>
          <Badge tone="simulated">{simulateWords.radios[radio]}</Badge>
        </>
      )}
    </div>
    {radio === 'clean' ? null : (
      <p className="text-xs text-ink-soft">{simulateWords.about[radio]}</p>
    )}
  </div>
);
