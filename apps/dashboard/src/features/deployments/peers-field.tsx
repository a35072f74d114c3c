'use client';

import { peersWords } from '@nanoedge/words';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { FieldError } from '@/components/ui/field.tsx';

/** Which other nanoservices it calls; it gets their addresses. */
export const PeersField = ({
  names,
  chosen,
  error,
  onChange,
}: {
  names: readonly string[];
  chosen: readonly string[];
  error: string | undefined;
  onChange: (chosen: string[]) => void;
}) => {
  const all = [...new Set([...chosen, ...names])].toSorted();
  if (all.length === 0) return null;
  return (
    <details open={error !== undefined || undefined} className="rounded-md border border-line">
      <summary className="px-2.5 py-1.5 text-xs font-medium text-ink-soft">
        {peersWords.summary(chosen)}
      </summary>
      <div
        role="group"
        aria-label={peersWords.label}
        className="grid max-h-48 overflow-y-auto border-t border-line px-2.5 py-1 sm:grid-cols-2"
      >
        {all.map((name) => (
          <Checkbox
            key={name}
            checked={chosen.includes(name)}
            onChange={(on) =>
              onChange(on ? [...chosen, name] : chosen.filter((entry) => entry !== name))
            }
          >
            <span className="truncate">{name}</span>
          </Checkbox>
        ))}
      </div>
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </details>
  );
};
