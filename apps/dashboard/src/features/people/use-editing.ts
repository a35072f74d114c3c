import { mergeEdits, type MergeRules } from '@nanoedge/base';
import { editPersonWords } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { problemOf } from '@/browser/api/problem.ts';
import { showRefusal } from '@/browser/forms/refusal.ts';
import { staleOf } from '@/browser/forms/stale.ts';
import { useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';

type Person = Outputs['people']['list'][number];

export const lookFields = ['name', 'initials'] as const;

type Look = Record<(typeof lookFields)[number], string>;

const rules: MergeRules<Look> = { name: 'value', initials: 'value' };

const lookOf = ({ name, initials }: Look): Look => ({ name, initials });

interface PersonMeanwhile {
  by: string | null;
  mine: Look;
  theirs: Look;
  clashes: readonly string[];
}

/** A person's name and initials while somebody edits them, and what others made of them meanwhile. */
export const useEditing = (person: Person, onSaved: () => void) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: site } = useSite();
  const [base, setBase] = useState(person);
  const [meanwhile, setMeanwhile] = useState<PersonMeanwhile | null>(null);
  const form = useForm({ defaultValues: lookOf(person) });
  const update = useMutation(trpc.people.update.mutationOptions());
  const join = async (by: string | null, mine: Look): Promise<void> => {
    const now = trpc.people.list.queryOptions({ site });
    const people = await queries.fetchQuery({ ...now, staleTime: 0 });
    const theirs = people.find(({ id }) => id === person.id) ?? base;
    const { merged, clashes } = mergeEdits({ base, mine, theirs: lookOf(theirs) }, rules);
    setBase(theirs);
    for (const field of lookFields) form.setValue(field, merged[field]);
    setMeanwhile({ by, mine: merged, theirs: lookOf(theirs), clashes });
  };
  const submit = form.handleSubmit(async (typed) => {
    const mine = { name: typed.name.trim(), initials: typed.initials.trim() };
    try {
      const from = { version: base.version, ...lookOf(base) };
      await update.mutateAsync({ id: person.id, ...mine, base: from });
      toast.success(editPersonWords.saved);
      onSaved();
    } catch (error) {
      const stale = staleOf(error);
      if (stale !== null) {
        await join(stale.by, mine);
        return;
      }
      const problem = problemOf(error);
      const field = lookFields.find((one) => one === problem.field) ?? null;
      showRefusal(form.setError, problem, field);
    }
  });
  return { form, submit, meanwhile, version: base.version };
};
