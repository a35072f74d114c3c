import type { ComponentProps, ReactNode } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { describedBy, Field } from './field.tsx';
import { Input, Select } from './input.tsx';

interface FieldProps {
  id: string;
  label: string;
  /** What `register` of the form gave. */
  field: UseFormRegisterReturn;
  error?: string | undefined;
  hint?: ReactNode;
}

const read = (id: string, error: string | undefined, hint?: ReactNode) => ({
  id,
  'aria-invalid': error !== undefined,
  'aria-describedby': describedBy(id, error, hint),
});

/** A labelled input of a form; its error, or else its hint, is below it and read out with it. */
export const TextField = ({
  id,
  label,
  field,
  error,
  hint,
  ...input
}: FieldProps & Omit<ComponentProps<'input'>, 'id' | 'name' | 'onChange' | 'onBlur' | 'ref'>) => (
  <Field id={id} label={label} error={error} hint={hint}>
    <Input {...input} {...field} {...read(id, error, hint)} />
  </Field>
);

/**
 * The same for a choice; the options are its children. Options that come later need `value`, or the
 * browser would choose the first of them.
 */
export const SelectField = ({
  id,
  label,
  field,
  error,
  hint,
  ...select
}: FieldProps & Omit<ComponentProps<'select'>, 'id' | 'name' | 'onChange' | 'onBlur' | 'ref'>) => (
  <Field id={id} label={label} error={error} hint={hint}>
    <Select {...select} {...field} {...read(id, error, hint)} />
  </Field>
);
