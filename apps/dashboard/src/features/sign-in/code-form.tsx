'use client';

import { signInProblem, signInWords as words } from '@nanoedge/words';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useAuth } from '@/browser/api/auth.ts';
import { Button } from '@/components/ui/button.tsx';
import { TextField } from '@/components/ui/text-field.tsx';

type Kind = 'app' | 'backup';
const paths = { app: '/two-factor/verify-totp', backup: '/two-factor/verify-backup-code' } as const;

const shown = {
  app: { label: words.codeTitle, hint: words.codeHint, other: words.useBackup },
  backup: { label: words.backupTitle, hint: words.backupHint, other: words.useApp },
} as const;

interface Refusal {
  status: number;
  code?: string | undefined;
}

const problemOf = ({ status, code }: Refusal): string => {
  if (code === 'INVALID_CODE') return words.wrongCode;
  if (code === 'INVALID_BACKUP_CODE') return words.wrongBackup;
  if (status === 0 || status >= 500) return signInProblem(status);
  return words.codeTooLate;
};

/** The code that is asked for after the password; what is not right says so at the field. */
export const CodeForm = ({
  className,
  onSignedIn,
  onBeginAgain,
}: {
  className: string;
  onSignedIn: () => void;
  onBeginAgain: () => void;
}) => {
  const auth = useAuth();
  const [kind, setKind] = useState<Kind>('app');
  const form = useForm<{ code: string }>({ defaultValues: { code: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ code }) => {
    const refusal = await auth
      .$fetch(paths[kind], { method: 'POST', body: { code: code.trim() } })
      .then(({ error }): Refusal | null => error)
      .catch((): Refusal => ({ status: 0 }));
    if (refusal === null) onSignedIn();
    else form.setError('code', { message: problemOf(refusal) }, { shouldFocus: true });
  });
  const { label, hint, other } = shown[kind];
  return (
    <form method="post" onSubmit={(event) => void submit(event)} className={className}>
      <TextField
        key={kind}
        id="code"
        label={label}
        hint={hint}
        error={errors.code?.message}
        field={form.register('code')}
        inputMode={kind === 'app' ? 'numeric' : 'text'}
        autoComplete="one-time-code"
        autoFocus
        required
        className="h-10 font-mono"
      />
      <Button tone="primary" size="lg" type="submit" disabled={isSubmitting}>
        {isSubmitting ? words.signingIn : words.signIn}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          size="sm"
          tone="ghost"
          onClick={() => {
            form.reset();
            setKind(kind === 'app' ? 'backup' : 'app');
          }}
        >
          {other}
        </Button>
        <Button size="sm" tone="ghost" onClick={onBeginAgain}>
          {words.beginAgain}
        </Button>
      </div>
    </form>
  );
};
