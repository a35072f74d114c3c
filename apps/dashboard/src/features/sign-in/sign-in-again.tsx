'use client';

import { signInWords } from '@nanoedge/words';
import { KeyRound } from 'lucide-react';
import { useEffect } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useAuth } from '@/browser/api/auth.ts';
import { useGate, useGateState } from '@/browser/api/sign-in-gate.ts';
import { useMe } from '@/browser/site/site.tsx';
import { CredentialsForm } from './credentials-form.tsx';

/** Goes on when the same person has signed in in another tab meanwhile. */
const useSignInElsewhere = (asked: boolean): void => {
  const gate = useGate();
  const auth = useAuth();
  const { email } = useMe();
  useEffect(() => {
    if (!asked) return undefined;
    const look = () => {
      auth.getSession().then(
        ({ data }) => (data?.user.email === email ? gate.signedIn() : undefined),
        // The dashboard does not answer; the dialog stays
        () => undefined,
      );
    };
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [asked, auth, gate, email]);
};

const PutOff = () => {
  const gate = useGate();
  return (
    <div
      role="alert"
      data-testid="signed-out-banner"
      className="flex flex-wrap items-center gap-2 border-b border-attention/40 bg-attention-soft px-4 py-2"
    >
      <KeyRound aria-hidden className="size-4 shrink-0 text-attention" />
      <p className="min-w-0 flex-1">{signInWords.signedOut}</p>
      <Button size="sm" onClick={gate.ask}>
        {signInWords.again}
      </Button>
    </div>
  );
};

/**
 * Over a page whose sign-in has ended: the password again, and everything goes on where it was. It
 * may be put off, to copy something for instance.
 */
export const SignInAgain = () => {
  const gate = useGate();
  const state = useGateState();
  const { email } = useMe();
  useSignInElsewhere(state !== 'open');
  return (
    <>
      {state === 'later' ? <PutOff /> : null}
      <Dialog
        open={state === 'asking'}
        onClose={gate.putOff}
        title={signInWords.againTitle}
        description={signInWords.againWhat(email)}
      >
        <div className="flex flex-col gap-4" data-testid="sign-in-again">
          <CredentialsForm
            email={email}
            className="flex flex-col gap-4"
            onSignedIn={gate.signedIn}
          />
          <a href="/sign-in" className={buttonLook({ tone: 'ghost' })}>
            {signInWords.somebodyElse}
          </a>
        </div>
      </Dialog>
    </>
  );
};
