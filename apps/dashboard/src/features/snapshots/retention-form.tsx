'use client';

import { formatBytes, plural } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { describedBy, Field, FieldError } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { problemOf, problemText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import type { SnapshotList } from './snapshot-words.ts';
import { useRereadSnapshots } from './snapshot-queries.ts';
import { useTRPC } from '@/browser/api/trpc.ts';

/** How many and how long: the rule by which the dashboard deletes old snapshots. */
export const RetentionForm = ({ list }: { list: SnapshotList }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const reread = useRereadSnapshots();
  const [count, setCount] = useState(String(list.retention.keepCount));
  const [days, setDays] = useState(String(list.retention.keepDays));
  const save = useMutation(
    trpc.snapshots.setRetention.mutationOptions({
      onSuccess: () => {
        toast('The retention rule was changed');
        return reread();
      },
    }),
  );
  const problem = save.error === null ? null : problemOf(save.error);
  const at = (field: string) => (problem?.field === field ? problem.message : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ site, keepCount: Number(count), keepDays: Number(days) });
  };
  const unchanged =
    count === String(list.retention.keepCount) && days === String(list.retention.keepDays);
  return (
    <Panel title="How long they are kept" bodyClassName="p-3">
      <form onSubmit={submit} className="flex flex-col gap-3">
        <div className="grid grid-cols-2 gap-3">
          <Field
            id="keep-count"
            label="Of each deployment, keep"
            error={at('keepCount')}
            hint="the newest is always kept"
          >
            <Input
              id="keep-count"
              type="number"
              min={1}
              max={100}
              required
              value={count}
              onChange={(event) => setCount(event.target.value)}
              aria-describedby={describedBy('keep-count', at('keepCount'), 'hint')}
            />
          </Field>
          <Field
            id="keep-days"
            label="Not older than (days)"
            error={at('keepDays')}
            hint="1 to 3650"
          >
            <Input
              id="keep-days"
              type="number"
              min={1}
              max={3650}
              required
              value={days}
              onChange={(event) => setDays(event.target.value)}
              aria-describedby={describedBy('keep-days', at('keepDays'), 'hint')}
            />
          </Field>
        </div>
        {problem !== null && at('keepCount') === undefined && at('keepDays') === undefined ? (
          <FieldError>{problem.message}</FieldError>
        ) : null}
        <Button type="submit" disabled={save.isPending || unchanged} className="self-start">
          {save.isPending ? 'Saving…' : 'Save the rule'}
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
        toast(`${plural(removed, 'snapshot')} deleted, ${formatBytes(bytes)} reclaimed`);
        return reread();
      },
    }),
  );
  const count = list.snapshots.filter(({ reclaimable }) => reclaimable).length;
  return (
    <>
      <Button size="sm" disabled={count === 0} onClick={() => setAsking(true)}>
        Delete what is reclaimable
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${plural(count, 'snapshot')}?`}
        action="Delete"
        busy={reclaim.isPending}
        error={reclaim.error === null ? undefined : problemText(reclaim.error)}
        onConfirm={() => reclaim.mutate({ site })}
      >
        <p>
          They are beyond what the rule keeps; {formatBytes(list.reclaimableBytes)} become free. The
          newest of each deployment stays.
        </p>
      </Confirm>
    </>
  );
};
