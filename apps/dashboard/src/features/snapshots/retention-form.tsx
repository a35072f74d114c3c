'use client';

import { commonWords, formatBytes, retentionWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { showRefusal } from '@/browser/forms/refusal.ts';
import { problemOf, problemText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import type { SnapshotList } from './snapshot.ts';
import { useRereadSnapshots } from './snapshot-queries.ts';
import { useTRPC } from '@/browser/api/trpc.ts';

const mostDays = 3650;

/** How many and how long: the rule by which the dashboard deletes old snapshots. */
export const RetentionForm = ({ list }: { list: SnapshotList }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const reread = useRereadSnapshots();
  const { keepCount, keepDays } = list.retention;
  const form = useForm({
    values: { keepCount: String(keepCount), keepDays: String(keepDays) },
    resetOptions: { keepDirtyValues: true },
  });
  const { errors, isDirty, isSubmitting } = form.formState;
  const save = useMutation(trpc.snapshots.setRetention.mutationOptions());
  const submit = form.handleSubmit(async (rule) => {
    try {
      await save.mutateAsync({
        site,
        keepCount: Number(rule.keepCount),
        keepDays: Number(rule.keepDays),
      });
      form.reset(rule);
      toast(retentionWords.changed);
      await reread();
    } catch (error) {
      const problem = problemOf(error);
      const { field } = problem;
      const known = field === 'keepCount' || field === 'keepDays' ? field : null;
      showRefusal(form.setError, problem, known);
    }
  });
  return (
    <Panel title={retentionWords.title} bodyClassName="p-3">
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        <div className="grid grid-cols-2 gap-3">
          <TextField
            id="keep-count"
            label={retentionWords.keepCount}
            field={form.register('keepCount')}
            error={errors.keepCount?.message}
            hint={retentionWords.keepCountHint}
            type="number"
            min={1}
            max={100}
            required
          />
          <TextField
            id="keep-days"
            label={retentionWords.keepDays}
            field={form.register('keepDays')}
            error={errors.keepDays?.message}
            hint={retentionWords.keepDaysHint(1, mostDays)}
            type="number"
            min={1}
            max={mostDays}
            required
          />
        </div>
        {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
        <Button type="submit" disabled={isSubmitting || !isDirty} className="self-start">
          {isSubmitting ? retentionWords.saving : retentionWords.save}
        </Button>
      </form>
    </Panel>
  );
};

/** Deletes at once what the rule would delete at its next round. */
export const Reclaim = ({ list }: { list: SnapshotList }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const reread = useRereadSnapshots();
  const [asking, setAsking] = useState(false);
  const reclaim = useMutation(
    trpc.snapshots.reclaim.mutationOptions({
      onSuccess: ({ removed, bytes }) => {
        setAsking(false);
        toast(retentionWords.reclaimed(removed, formatBytes(bytes)));
        return reread();
      },
    }),
  );
  const count = list.snapshots.filter(({ reclaimable }) => reclaimable).length;
  return (
    <>
      <Button size="sm" disabled={count === 0} onClick={() => setAsking(true)}>
        {retentionWords.reclaim}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={retentionWords.reclaimTitle(count)}
        action={commonWords.delete}
        busy={reclaim.isPending}
        error={reclaim.error === null ? undefined : problemText(reclaim.error)}
        onConfirm={() => reclaim.mutate({ site })}
      >
        <p>{retentionWords.reclaimWhat(formatBytes(list.reclaimableBytes))}</p>
      </Confirm>
    </>
  );
};
