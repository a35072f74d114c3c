'use client';

import { createWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { FormProvider, useForm, useFormContext, useWatch } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { useFirstProblem } from '@/components/ui/first-problem.ts';
import { Panel } from '@/components/ui/page.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { problemOf } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { showRefusal, withRemedy } from '@/browser/forms/refusal.ts';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import type { ReleaseDetail } from '@/features/deployments/releases.ts';
import { useReread } from '@/features/runs/run-queries.ts';
import { type CreateDraft, createInput, createRules, inputOf } from './create-draft.ts';
import { emptySpec, specDraftOf } from './release-spec.ts';
import { SourceField } from './source-field.tsx';
import { SpecFields } from './spec-fields.tsx';
import { useProposedSpec } from './use-proposed-spec.ts';

const Names = ({ exists }: { exists: boolean }) => {
  const { register, formState } = useFormContext<CreateDraft>();
  const { errors } = formState;
  return (
    <Panel title={createWords.whatItIs} bodyClassName="grid gap-3 p-3 sm:grid-cols-2">
      <TextField
        id="new-name"
        label={createWords.name}
        field={register('nanoservice')}
        error={errors.nanoservice?.message}
        hint={exists ? createWords.exists : createWords.nameHint}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        id="new-version"
        label={createWords.version}
        field={register('version')}
        error={errors.version?.message}
        autoComplete="off"
        spellCheck={false}
      />
      <div className="sm:col-span-2">
        <TextField
          id="new-description"
          label={createWords.description}
          field={register('description')}
          error={errors.description?.message}
          hint={createWords.descriptionHint}
          maxLength={300}
        />
      </div>
    </Panel>
  );
};

/** A new nanoservice, or a new release of one that is there (`of`). */
export const CreateForm = ({ matrix, of }: { matrix: MatrixView; of: string | null }) => {
  const trpc = useTRPC();
  const router = useRouter();
  const reread = useReread();
  const releases: readonly ReleaseDetail[] = matrix.nanoservices.flatMap(
    (nanoservice) => nanoservice.releases,
  );
  const first = releases.find(({ nanoservice }) => nanoservice === of) ?? releases[0];
  const form = useForm<CreateDraft>({
    defaultValues: {
      nanoservice: of ?? '',
      version: of === null ? '0.1.0' : '',
      description: '',
      source: first === undefined ? 'upload' : 'template',
      template: first?.id ?? '',
      image: null,
      reference: '',
      spec: first === undefined ? emptySpec : specDraftOf(first),
    },
    resolver: createRules,
    shouldFocusError: false,
  });
  useProposedSpec(form);
  const { errors, isSubmitting, isSubmitted, submitCount } = form.formState;
  const page = useFirstProblem(submitCount);
  const name = useWatch({ control: form.control, name: 'nanoservice' });
  const create = useMutation(trpc.nanoservices.create.mutationOptions());
  const send = async (draft: CreateDraft) => {
    const input = createInput(draft);
    if (input === null) return;
    try {
      const release = await create.mutateAsync(input);
      toast(createWords.ready(release.nanoservice, release.version));
      await reread();
      router.push(`/nanoservices/${encodeURIComponent(release.nanoservice)}`);
    } catch (error) {
      const problem = problemOf(error);
      const isImage = problem.field === 'source.image';
      showRefusal(form.setError, isImage ? withRemedy(problem) : problem, inputOf(problem.field));
    }
  };
  const submit = form.handleSubmit(send);
  const choose = (id: string) => {
    const chosen = releases.find((release) => release.id === id);
    if (chosen !== undefined) form.setValue('spec', specDraftOf(chosen));
  };
  const exists = matrix.nanoservices.some((nanoservice) => nanoservice.name === name);
  const incomplete = isSubmitted && Object.keys(errors).some((key) => key !== 'root');
  return (
    <FormProvider {...form}>
      <form
        ref={page}
        onSubmit={(event) => void submit(event)}
        noValidate
        className="flex flex-col gap-4"
      >
        <Names exists={exists} />
        <SourceField matrix={matrix} releases={releases} onTemplate={choose} />
        <Panel title={createWords.whatItAsks} bodyClassName="p-3">
          <SpecFields />
        </Panel>
        <div className="flex items-center justify-end gap-3">
          {incomplete ? <p className="text-xs text-broken">{createWords.incomplete}</p> : null}
          {errors.root?.message === undefined ? null : (
            <FieldError>{errors.root.message}</FieldError>
          )}
          <Button tone="primary" size="lg" type="submit" disabled={isSubmitting}>
            {isSubmitting
              ? createWords.creating
              : exists
                ? createWords.createRelease
                : createWords.createNanoservice}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
};
