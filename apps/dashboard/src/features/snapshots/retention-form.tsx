'use client';

import { mergeEdits, type MergeRules } from '@nanoedge/base';
import { commonWords, formatBytes, retentionWords } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { BothVersions } from '@/components/ui/both-versions.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { staleOf } from '@/browser/forms/stale.ts';
import { showRefusal } from '@/browser/forms/refusal.ts';
import { problemOf, problemText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import type { SnapshotList } from './snapshot.ts';
import { useRereadSnapshots } from './snapshot-queries.ts';
import { useTRPC } from '@/browser/api/trpc.ts';

const mostDays = 3650;

const ruleFields = ['keepCount', 'keepDays'] as const;

type Rule = Record<(typeof ruleFields)[number], number>;

const rules: MergeRules<Rule> = { keepCount: 'value', keepDays: 'value' };

interface RetentionMeanwhile {
  by: string | null;
  mine: Rule;
  theirs: Rule;
  clashes: readonly string[];
}

const typedRule = ({ keepCount, keepDays }: Rule) => ({
  keepCount: String(keepCount),
  keepDays: String(keepDays),
});

/** The rule while somebody edits it, and what others made of it meanwhile. */
const useRetention = (list: SnapshotList) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const queries = useQueryClient();
  const reread = useRereadSnapshots();
  // What is typed was made from what was there when the typing began
  const [base, setBase] = useState(list.retention);
  const form = useForm({
    values: typedRule(base),
    resetOptions: { keepDirtyValues: true },
  });
  const { isDirty, isSubmitting } = form.formState;
  if (!isDirty && !isSubmitting && list.retention.version > base.version) setBase(list.retention);
  const [meanwhile, setMeanwhile] = useState<RetentionMeanwhile | null>(null);
  const save = useMutation(trpc.snapshots.setRetention.mutationOptions());
  const submit = form.handleSubmit(async (rule) => {
    const mine = { keepCount: Number(rule.keepCount), keepDays: Number(rule.keepDays) };
    try {
      const stored = await save.mutateAsync({ site, ...mine, base });
      setMeanwhile(null);
      setBase(stored);
      form.reset(typedRule(stored));
      toast(retentionWords.changed);
      await reread();
    } catch (error) {
      const stale = staleOf(error);
      if (stale !== null) {
        const now = trpc.snapshots.list.queryOptions({ site });
        const { retention } = await queries.fetchQuery({ ...now, staleTime: 0 });
        const { merged, clashes } = mergeEdits({ base, mine, theirs: retention }, rules);
        setBase(retention);
        form.reset(typedRule(retention));
        for (const field of ruleFields)
          form.setValue(field, String(merged[field]), { shouldDirty: true });
        setMeanwhile({ by: stale.by, mine: merged, theirs: retention, clashes });
        return;
      }
      const problem = problemOf(error);
      const { field } = problem;
      const known = field === 'keepCount' || field === 'keepDays' ? field : null;
      showRefusal(form.setError, problem, known);
    }
  });
  return { form, submit, meanwhile, version: base.version };
};

/** How many and how long: the rule by which the dashboard deletes old snapshots. */
export const RetentionForm = ({ list }: { list: SnapshotList }) => {
  const { form, submit, meanwhile, version } = useRetention(list);
  const { errors, isDirty, isSubmitting } = form.formState;
  return (
    <Panel title={retentionWords.title} bodyClassName="p-3">
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        {meanwhile === null ? null : (
          <BothVersions
            key={version}
            by={meanwhile.by}
            fields={ruleFields
              .filter((field) => meanwhile.clashes.includes(field))
              .map((field) => ({
                id: field,
                label: retentionWords[field],
                mine: String(meanwhile.mine[field]),
                theirs: String(meanwhile.theirs[field]),
              }))}
            also={[]}
            onChoose={(id, side) => {
              const field = ruleFields.find((one) => one === id);
              if (field !== undefined)
                form.setValue(field, String(meanwhile[side][field]), { shouldDirty: true });
            }}
          />
        )}
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
