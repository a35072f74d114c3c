'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Logo } from '@/components/ui/logo.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field, FieldError } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { useAuth } from '@/browser/api/auth.ts';
import { safeNext, signInProblem } from './sign-in-words.ts';

const read = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** E-mail and password; afterwards the page that was asked for. */
export const SignInPage = () => {
  const auth = useAuth();
  const router = useRouter();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    const status = await auth.signIn
      .email({ email: read(form, 'email').trim(), password: read(form, 'password') })
      .then(({ error }) => (error === null ? null : error.status))
      .catch(() => 0);
    setBusy(false);
    if (status !== null) {
      setProblem(signInProblem(status));
      return;
    }
    queries.clear();
    router.replace(safeNext(new URLSearchParams(window.location.search).get('next')));
  };
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 p-4">
      <div className="flex flex-col items-center gap-3 text-center">
        <Logo className="size-12" />
        <div>
          <h1 className="text-xl font-semibold tracking-tight">Sign in to nanoedge</h1>
          <p className="mt-1 text-ink-soft">The local edge that gets people to their meeting.</p>
        </div>
      </div>
      <form
        onSubmit={(event) => void submit(event)}
        className="flex w-full max-w-sm flex-col gap-4 rounded-lg border border-line bg-surface p-6 shadow-xs"
      >
        <Field id="email" label="E-mail">
          <Input
            id="email"
            name="email"
            type="email"
            autoComplete="username"
            required
            className="h-10"
          />
        </Field>
        <Field id="password" label="Password">
          <Input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-10"
            aria-describedby={problem === null ? undefined : 'sign-in-problem'}
          />
        </Field>
        {problem !== null ? <FieldError id="sign-in-problem">{problem}</FieldError> : null}
        <Button tone="primary" size="lg" type="submit" disabled={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
      <p className="max-w-sm text-center text-xs text-ink-faint">
        Accounts are made by the administrator. The first ones are printed when nanoedge starts.
      </p>
    </main>
  );
};
