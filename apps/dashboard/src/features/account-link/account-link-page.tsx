'use client';

import { accountLinkWords as words, accountsWords, untilWhen } from '@nanoedge/words';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { detailText } from '@/browser/api/problem.ts';
import { useWithOwnTime } from '@/browser/site/site.tsx';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Logo } from '@/components/ui/logo.tsx';
import { askLink, AccountLinkRefused, type SeenLink } from './ask-link.ts';
import { type Entered, LinkForm } from './link-form.tsx';

const onHash = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** What is behind # of the address, which no server gets; null until the page is alive. */
const useToken = (): string | null =>
  useSyncExternalStore(
    onHash,
    () => window.location.hash.slice(1),
    () => null,
  );

const Card = ({ title, children }: { title: string; children: ReactNode }) => (
  <main className="flex min-h-dvh flex-col items-center justify-center gap-6 p-4">
    <div className="flex max-w-sm flex-col items-center gap-3 text-center">
      <Logo className="size-12" />
      <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
    </div>
    <div className="flex w-full max-w-sm flex-col gap-4 rounded-lg border border-line bg-surface p-6 shadow-xs">
      {children}
    </div>
  </main>
);

const ToSignIn = () => (
  <Link href="/sign-in" className={buttonLook({ size: 'lg' })}>
    {words.toSignIn}
  </Link>
);

const Closed = ({ opened }: { opened: SeenLink & { state: keyof typeof words.closed } }) => {
  const { title, next } = words.closed[opened.state];
  return (
    <Card title={title}>
      <p>{next(opened.by)}</p>
      <ToSignIn />
    </Card>
  );
};

const Failed = ({ error, retry }: { error: Error; retry: () => unknown }) => {
  const refused = error instanceof AccountLinkRefused ? error : null;
  if (refused?.isUnknown === true)
    return (
      <Card title={words.unknown.title}>
        <p>{words.unknown.next}</p>
        <ToSignIn />
      </Card>
    );
  return (
    <Card title={words.failed}>
      <p role="alert">{refused === null ? error.message : detailText(refused.problem)}</p>
      <Button size="lg" onClick={() => void retry()}>
        {words.tryAgain}
      </Button>
    </Card>
  );
};

const Welcome = ({
  opened: { kind, name, email, role, by, until },
  children,
}: {
  opened: SeenLink;
  children: ReactNode;
}) => {
  const withOwn = useWithOwnTime();
  const isNew = kind === 'invitation';
  return (
    <Card title={isNew ? words.welcome(name) : words.again(name)}>
      <div className="flex flex-col gap-1">
        <p>{isNew ? words.invites(by, accountsWords.roleAndRights[role]) : words.resets(by)}</p>
        <p className="break-words text-ink-soft">{words.signsInWith(email)}</p>
      </div>
      {children}
      <p className="text-xs text-ink-faint">
        {words.until(withOwn((clock) => untilWhen(until, clock)))}
      </p>
    </Card>
  );
};

/** Whoever has a link into an account sees who lets them in as what, and chooses a password. */
export const AccountLinkPage = () => {
  const token = useToken();
  const router = useRouter();
  const queries = useQueryClient();
  const [entered, setEntered] = useState<Entered | null>(null);
  const read = useQuery({
    queryKey: ['account-link', token],
    queryFn: () => askLink(token ?? ''),
    enabled: token !== null && entered === null,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const onEntered = (how: Entered) => {
    setEntered(how);
    if (how === 'to-sign-in') return;
    queries.clear();
    router.replace('/live');
  };
  if (entered === 'to-sign-in')
    return (
      <Card title={words.set}>
        <p>{words.setWhat}</p>
        <ToSignIn />
      </Card>
    );
  if (read.error !== null) return <Failed error={read.error} retry={read.refetch} />;
  if (token === null || read.data === undefined)
    return (
      <Card title={words.opening}>
        <p role="status" className="text-ink-soft">
          {words.opening}
        </p>
      </Card>
    );
  const { state } = read.data;
  if (state !== 'open') return <Closed opened={{ ...read.data, state }} />;
  return (
    <Welcome opened={read.data}>
      <LinkForm
        token={token}
        email={read.data.email}
        onEntered={onEntered}
        onClosed={() => void read.refetch()}
      />
    </Welcome>
  );
};
