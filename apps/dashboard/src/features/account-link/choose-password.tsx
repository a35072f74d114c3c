'use client';

import { passwordLength } from '@nanoedge/base';
import { accountLinkWords as words } from '@nanoedge/words';
import type { UseFormReturn } from 'react-hook-form';
import { TextField } from '@/components/ui/text-field.tsx';

/** A new password, twice; `current`: the one before, where it is asked for. */
export interface ChosenPassword {
  current?: string;
  password: string;
  repeat: string;
}

const problemOfPassword = (text: string): true | string => {
  if (text.length < passwordLength.min) return words.tooShort;
  return text.length > passwordLength.max ? words.tooLong : true;
};

/** The two fields of a new password, with the rules said. */
export const ChoosePassword = ({
  form,
  label = words.password,
}: {
  form: UseFormReturn<ChosenPassword>;
  label?: string;
}) => {
  const { errors } = form.formState;
  return (
    <>
      <TextField
        id="password"
        label={label}
        hint={words.rules}
        error={errors.password?.message}
        field={form.register('password', { validate: problemOfPassword })}
        type="password"
        autoComplete="new-password"
        required
        className="h-10"
      />
      <TextField
        id="repeat"
        label={words.repeat}
        error={errors.repeat?.message}
        field={form.register('repeat', {
          validate: (text, { password }) => text === password || words.differ,
        })}
        type="password"
        autoComplete="new-password"
        required
        className="h-10"
      />
    </>
  );
};
