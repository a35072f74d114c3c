'use client';

import { ownAccountWords as words } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { detailText, problemOf } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useMe } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { type ChosenPassword, ChoosePassword } from '../account-link/choose-password.tsx';

const empty: ChosenPassword = { current: '', password: '', repeat: '' };
const fields = ['current', 'password'] as const;

/** Another password for whoever knows the one that they have. */
export const OwnPassword = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { email } = useMe();
  const form = useForm<ChosenPassword>({ defaultValues: empty });
  const { errors, isSubmitting } = form.formState;
  const change = useMutation(trpc.me.changePassword.mutationOptions());
  const submit = form.handleSubmit(async ({ current = '', password }) => {
    try {
      const sessions = await change.mutateAsync({ current, password });
      queries.setQueryData(trpc.me.sessions.queryKey(), sessions);
      form.reset(empty);
      toast.success(words.changed);
    } catch (error) {
      const problem = problemOf(error);
      const at = fields.find((field) => field === problem.field) ?? 'root';
      form.setError(at, { message: detailText(problem) }, { shouldFocus: true });
    }
  });
  return (
    <Panel title={words.passwordTitle} bodyClassName="p-3">
      <form
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        className="flex max-w-sm flex-col gap-4"
      >
        <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
        <TextField
          id="current"
          label={words.current}
          error={errors.current?.message}
          field={form.register('current', {
            validate: (text = '') => text !== '' || words.noCurrent,
          })}
          type="password"
          autoComplete="current-password"
          required
          className="h-10"
        />
        <ChoosePassword form={form} label={words.chosen} />
        {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
        <p className="text-xs text-ink-soft">{words.changeWhy}</p>
        <Button tone="primary" type="submit" disabled={isSubmitting} className="self-start">
          {isSubmitting ? words.changing : words.change}
        </Button>
      </form>
    </Panel>
  );
};
