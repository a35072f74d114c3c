'use client';

import { useUrlState } from '@/browser/address/url-state.ts';
import { Select } from './input.tsx';

/** Chooses one or all, and keeps the choice in the address under `name`. */
export const AddressSelect = ({
  name,
  label,
  all,
  options,
  className,
}: {
  name: string;
  label: string;
  all: string;
  options: readonly { value: string; label: string }[];
  className: string;
}) => {
  const { get, set } = useUrlState();
  return (
    <Select
      aria-label={label}
      value={get(name)}
      onChange={({ target }) => set({ [name]: target.value })}
      className={className}
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
};
