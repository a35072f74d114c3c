'use client';

import { passwordLength } from '@nanoedge/base';
import { accountLinkWords as words } from '@nanoedge/words';
import type { UseFormReturn } from 'react-hook-form';
import { TextField } from '@/components/ui/text-field.tsx';

/** A new password, twice, with the rules said. */
export interface ChosenPassword {
  password: string;
  repeat: string;
}

const problemOfPassword = (text: string): true | string => {
  if (text.length < passwordLength.min) return words.tooShort;
  return text.length > passwordLength.max ? words.tooLong : true;
};

export const ChoosePassword = ({ form }: { form: UseFormReturn<ChosenPassword> }) => {
  const { errors } = form.formState;
  return (
    <>
      <TextField
        id="password"
        label={words.password}
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
