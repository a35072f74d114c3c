'use client';

import { signInProblem, signInWords } from '@nanoedge/words';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { Logo } from '@/components/ui/logo.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field, FieldError } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { useAuth } from '@/browser/api/auth.ts';
import { safeNext } from './safe-next.ts';

interface Credentials {
  email: string;
  password: string;
}

/** E-mail and password; afterwards the page that was asked for. */
export const SignInPage = () => {
  const auth = useAuth();
  const router = useRouter();
  const queries = useQueryClient();
  // Without default values, so that what was typed before the page came alive is taken over
  const form = useForm<Credentials>();
  const { errors, isSubmitting } = form.formState;
  const problem = errors.root?.message;
  const submit = form.handleSubmit(async ({ email, password }) => {
    const status = await auth.signIn
      .email({ email: email.trim(), password })
      .then(({ error }) => (error === null ? null : error.status))
      .catch(() => 0);
    if (status !== null) {
      form.setError('root', { message: signInProblem(status) });
      return;
    }
    queries.clear();
    router.replace(safeNext(new URLSearchParams(window.location.search).get('next')));
  });
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 p-4">
      <div className="flex flex-col items-center gap-3 text-center">
        <Logo className="size-12" />
        <div>
          <h1 className="text-xl font-semibold tracking-tight">{signInWords.title}</h1>
          <p className="mt-1 text-ink-soft">{signInWords.product}</p>
        </div>
      </div>
      <form
        onSubmit={(event) => void submit(event)}
        className="flex w-full max-w-sm flex-col gap-4 rounded-lg border border-line bg-surface p-6 shadow-xs"
      >
        <TextField
          id="email"
          label={signInWords.email}
          field={form.register('email')}
          type="email"
          autoComplete="username"
          required
          className="h-10"
        />
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
      <p className="max-w-sm text-center text-xs text-ink-faint">{signInWords.accounts}</p>
    </main>
  );
};
