'use client';

import { signInWords } from '@nanoedge/words';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Logo } from '@/components/ui/logo.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { safeNext } from './safe-next.ts';

/** E-mail and password; afterwards the page that was asked for. */
export const SignInPage = () => {
  const router = useRouter();
  const queries = useQueryClient();
  const enter = () => {
    queries.clear();
    router.replace(safeNext(new URLSearchParams(window.location.search).get('next')));
  };
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 p-4">
      <div className="flex flex-col items-center gap-3 text-center">
        <Logo className="size-12" />
        <div>
          <h1 className="text-xl font-semibold tracking-tight">{signInWords.title}</h1>
          <p className="mt-1 text-ink-soft">{signInWords.product}</p>
        </div>
      </div>
      <CredentialsForm
        className="flex w-full max-w-sm flex-col gap-4 rounded-lg border border-line bg-surface p-6 shadow-xs"
        onSignedIn={enter}
      />
      <p className="max-w-sm text-center text-xs text-ink-faint">{signInWords.accounts}</p>
    </main>
  );
};
