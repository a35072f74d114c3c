'use client';

import { accountLinkWords as words } from '@nanoedge/words';
import { useForm } from 'react-hook-form';
import { useAuth } from '@/browser/api/auth.ts';
import { detailText } from '@/browser/api/problem.ts';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { acceptWith, AccountLinkRefused } from './ask-link.ts';
import { type ChosenPassword, ChoosePassword } from './choose-password.tsx';

/** Where somebody is once their password is set: in, or before the sign-in page. */
export type Entered = 'signed-in' | 'to-sign-in';

/** The form that uses the link up, and signs in with the password that was chosen. */
export const LinkForm = ({
  token,
  email,
  onEntered,
  onClosed,
}: {
  token: string;
  email: string;
  onEntered: (how: Entered) => void;
  /** The link opens nothing any more. */
  onClosed: () => void;
}) => {
  const auth = useAuth();
  const form = useForm<ChosenPassword>();
  const { errors, isSubmitting } = form.formState;
  const enter = async (password: string): Promise<Entered> => {
    const signed = await auth.signIn
      .email({ email, password })
      // Without a token a code is asked for, which the sign-in page does
      .then(({ data }) => typeof data?.token === 'string')
      .catch(() => false);
    return signed ? 'signed-in' : 'to-sign-in';
  };
  const submit = form.handleSubmit(async ({ password }) => {
    try {
      await acceptWith(token, password);
    } catch (error) {
      if (!(error instanceof AccountLinkRefused)) throw error;
      form.setError(error.problem.field === 'password' ? 'password' : 'root', {
        message: detailText(error.problem),
      });
      if (error.problem.field === 'token') onClosed();
      return;
    }
    onEntered(await enter(password));
  });
  return (
    // Sent before the page came alive, the password must not get into the address
    <form
      method="post"
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-4"
    >
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <ChoosePassword form={form} />
      {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
      <Button tone="primary" size="lg" type="submit" disabled={isSubmitting}>
        {isSubmitting ? words.entering : words.enter}
      </Button>
    </form>
  );
};
