'use client';

import { secondFactorWords as words } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { Check, Copy } from 'lucide-react';
import { create } from 'qrcode';
import { useForm } from 'react-hook-form';
import { detailText, problemOf } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { Button } from '@/components/ui/button.tsx';
import { CopyId, useCopying } from '@/components/ui/copy.tsx';
import { TextField } from '@/components/ui/text-field.tsx';

/** Drawn here: the secret in it goes to nobody. */
const QrCode = ({ text }: { text: string }) => {
  const { size, data } = create(text).modules;
  const dark = [...data.keys()].filter((at) => data[at] === 1);
  const side = size + 8;
  return (
    <svg
      role="img"
      aria-label={words.qrCode}
      viewBox={`-4 -4 ${String(side)} ${String(side)}`}
      shapeRendering="crispEdges"
      className="w-48 max-w-full self-center rounded"
    >
      <rect x="-4" y="-4" width={side} height={side} fill="#fff" />
      <path
        d={dark
          .map((at) => `M${String(at % size)} ${String(Math.floor(at / size))}h1v1h-1z`)
          .join('')}
        fill="#000"
      />
    </svg>
  );
};

const CopyCodes = ({ codes }: { codes: readonly string[] }) => {
  const { copying, copy } = useCopying(codes.join('\n'));
  return (
    <Button size="sm" className="self-start" onClick={() => void copy()}>
      {copying === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
      {words.copyCodes[copying]}
    </Button>
  );
};

/** What an app for codes needs, the backup codes, and the code that says that it took the secret. */
export const SetUpApp = ({
  begun,
  onOn,
}: {
  begun: Outputs['me']['beginSecondFactor'];
  onOn: (now: Outputs['me']['confirmSecondFactor']) => void;
}) => {
  const trpc = useTRPC();
  const confirm = useMutation(trpc.me.confirmSecondFactor.mutationOptions({ onSuccess: onOn }));
  const form = useForm<{ code: string }>({ defaultValues: { code: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ code }) => {
    try {
      await confirm.mutateAsync({ code: code.replaceAll(/\s/g, '') });
    } catch (error) {
      form.setError('code', { message: detailText(problemOf(error)) }, { shouldFocus: true });
    }
  });
  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <p>{words.scan}</p>
      <QrCode text={begun.uri} />
      <div className="flex flex-col gap-1">
        <p className="text-xs text-ink-soft">{words.byHand}</p>
        <div className="break-all">
          <CopyId value={begun.secret} label={words.secret} length={100} />
        </div>
      </div>
      <div className="flex flex-col gap-1">
        <p>{words.backup}</p>
        <ul className="grid grid-cols-2 gap-x-4 rounded-md border border-line bg-sunken p-2 font-mono text-xs">
          {begun.backupCodes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyCodes codes={begun.backupCodes} />
      </div>
      <TextField
        id="code"
        label={words.code}
        error={errors.code?.message}
        field={form.register('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        className="font-mono"
      />
      <Button tone="primary" type="submit" disabled={isSubmitting}>
        {isSubmitting ? words.asking : words.confirm}
      </Button>
    </form>
  );
};
