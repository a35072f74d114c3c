'use client';

import { useUrlState } from '@/browser/address/url-state.ts';
import { Input } from './input.tsx';

/** Searches by a text that is kept in the address as `q`. */
export const AddressSearch = ({
  label,
  placeholder,
  className,
}: {
  label: string;
  placeholder: string;
  className: string;
}) => {
  const { get, set } = useUrlState();
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={get('q')}
      onChange={({ target }) => set({ q: target.value })}
      className={className}
    />
  );
};
