'use client';

import { signInProblem, signInWords } from '@nanoedge/words';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod';
import { Button } from '@/components/ui/button.tsx';
import { Field, FieldError } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { useAuth } from '@/browser/api/auth.ts';
import { CodeForm } from './code-form.tsx';

interface Credentials {
  email: string;
  password: string;
}

interface SignInRefusal {
  status: number;
  code?: string | undefined;
  message?: string | undefined;
}

/** The password was right, and a code is asked for now. */
const AsksForCode = z.object({ twoFactorRedirect: z.literal(true) });

/** Only our own refusal says when to try again. */
const problemOf = ({ status, code, message }: SignInRefusal): string =>
  signInProblem(status, code === 'TOO_MANY_TRIES' ? message : null);

/** E-mail and password. With `email` it is the password of that account alone. */
export const CredentialsForm = ({
  email,
  className,
  onSignedIn,
}: {
  email?: string;
  className: string;
  onSignedIn: () => void;
}) => {
  const auth = useAuth();
  // Without default values, so that what was typed before the page came alive is taken over
  const form = useForm<Credentials>();
  const { errors, isSubmitting } = form.formState;
  const [asksForCode, setAsksForCode] = useState(false);
  const problem = errors.root?.message;
  const submit = form.handleSubmit(async (typed) => {
    const { data, error } = await auth.signIn
      .email({ email: email ?? typed.email.trim(), password: typed.password })
      .catch((): { data: null; error: SignInRefusal } => ({ data: null, error: { status: 0 } }));
    if (error !== null) form.setError('root', { message: problemOf(error) });
    else if (AsksForCode.safeParse(data).success) setAsksForCode(true);
    else onSignedIn();
  });
  if (asksForCode)
    return (
      <CodeForm
        className={className}
        onSignedIn={onSignedIn}
        onBeginAgain={() => setAsksForCode(false)}
      />
    );
  return (
    // Sent before the page came alive, the password must not get into the address
    <form method="post" onSubmit={(event) => void submit(event)} className={className}>
      {email === undefined ? (
        <TextField
          id="email"
          label={signInWords.email}
          field={form.register('email')}
          type="email"
          autoComplete="username"
          required
          className="h-10"
        />
      ) : (
        <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      )}
      <Field id="password" label={signInWords.password}>
        <Input
          id="password"
          type="password"
          autoComplete="current-password"
          required
          className="h-10"
          aria-describedby={problem === undefined ? undefined : 'sign-in-problem'}
          {...form.register('password')}
        />
      </Field>
      {problem === undefined ? null : <FieldError id="sign-in-problem">{problem}</FieldError>}
      <Button tone="primary" size="lg" type="submit" disabled={isSubmitting}>
        {isSubmitting ? signInWords.signingIn : signInWords.signIn}
      </Button>
    </form>
  );
};
