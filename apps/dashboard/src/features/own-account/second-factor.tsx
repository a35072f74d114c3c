'use client';

import { secondFactorWords as words } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { detailText, problemOf, problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { SetUpApp } from './set-up-app.tsx';

type SecondFactor = Outputs['me']['secondFactor'];
type Begun = Outputs['me']['beginSecondFactor'];

/** The own password, before something that whoever finds the page open must not do. */
const PasswordFirst = ({
  submitLabel,
  send,
}: {
  submitLabel: string;
  send: (current: string) => Promise<unknown>;
}) => {
  const form = useForm<{ current: string }>({ defaultValues: { current: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ current }) => {
    try {
      await send(current);
    } catch (error) {
      const problem = problemOf(error);
      const at = problem.field === 'current' ? 'current' : 'root';
      form.setError(at, { message: detailText(problem) }, { shouldFocus: true });
    }
  });
  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <TextField
        id="second-factor-current"
        label={words.password}
        error={errors.current?.message}
        field={form.register('current')}
        type="password"
        autoComplete="current-password"
        required
      />
      {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
      <Button tone="primary" type="submit" disabled={isSubmitting}>
        {isSubmitting ? words.asking : submitLabel}
      </Button>
    </form>
  );
};

const Begin = ({ onClose, onOn }: { onClose: () => void; onOn: (now: SecondFactor) => void }) => {
  const trpc = useTRPC();
  const [begun, setBegun] = useState<Begun | null>(null);
  const begin = useMutation(trpc.me.beginSecondFactor.mutationOptions({ onSuccess: setBegun }));
  return (
    <Dialog open onClose={onClose} title={words.title}>
      {begun === null ? (
        <PasswordFirst
          submitLabel={words.next}
          send={(current) => begin.mutateAsync({ current })}
        />
      ) : (
        <SetUpApp begun={begun} onOn={onOn} />
      )}
    </Dialog>
  );
};

const End = ({ onClose, onOff }: { onClose: () => void; onOff: (now: SecondFactor) => void }) => {
  const trpc = useTRPC();
  const end = useMutation(trpc.me.endSecondFactor.mutationOptions({ onSuccess: onOff }));
  return (
    <Dialog open onClose={onClose} title={words.endTitle} description={words.endWhy}>
      <PasswordFirst submitLabel={words.endDo} send={(current) => end.mutateAsync({ current })} />
    </Dialog>
  );
};

/** Whether a code is asked for at sign-in, and the way to change that. */
export const SecondFactorPanel = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const read = useQuery(trpc.me.secondFactor.queryOptions());
  const [shown, setShown] = useState<'begin' | 'end' | null>(null);
  const close = () => setShown(null);
  const changed = (now: SecondFactor, said: string) => {
    queries.setQueryData(trpc.me.secondFactor.queryKey(), now);
    close();
    toast.success(said);
  };
  const { data } = read;
  return (
    <Panel
      title={words.title}
      data-testid="second-factor"
      bodyClassName="flex flex-col items-start gap-3 p-3"
    >
      {read.isPending ? <SkeletonRows rows={2} /> : null}
      {read.error === null ? null : (
        <Problem title={words.unread} detail={problemText(read.error)} retry={read.refetch} />
      )}
      <p className="text-ink-soft">{words.why}</p>
      {data === undefined ? null : (
        <>
          <p>{data.isOn ? words.on : words.off}</p>
          {data.isOn ? <p className="text-ink-soft">{words.codesLeft(data.codesLeft)}</p> : null}
          <Button onClick={() => setShown(data.isOn ? 'end' : 'begin')}>
            {data.isOn ? words.end : words.begin}
          </Button>
        </>
      )}
      {shown === 'begin' ? (
        <Begin onClose={close} onOn={(now) => changed(now, words.confirmed)} />
      ) : null}
      {shown === 'end' ? <End onClose={close} onOff={(now) => changed(now, words.ended)} /> : null}
    </Panel>
  );
};
