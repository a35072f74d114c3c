'use client';

import { useId, useState } from 'react';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';

/** A number in words of the reader's keyboard; what is no number yet changes nothing. */
export const NumberField = ({
  label,
  value,
  onChange,
  min = 0,
  step = 0.25,
}: {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  step?: number;
}) => {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = value === null ? '' : String(Math.round(value * 1000) / 1000);
  return (
    <Field id={id} label={label}>
      <Input
        id={id}
        type="number"
        min={min}
        step={step}
        value={typed ?? shown}
        onChange={({ target }) => {
          setTyped(target.value);
          const next = target.valueAsNumber;
          if (target.value === '') onChange(null);
          else if (Number.isFinite(next) && next >= min) onChange(next);
        }}
        onBlur={() => setTyped(null)}
      />
    </Field>
  );
};
