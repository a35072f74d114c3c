'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { describedBy, Field, FieldError } from '@/components/ui/field.tsx';
import { focusFirstProblem } from '@/components/ui/first-problem.ts';
import { Input } from '@/components/ui/input.tsx';
import { Panel } from '@/components/ui/page.tsx';
import type { UploadedImage } from '@/browser/upload/archive-upload.ts';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { detailText, problemOf } from '@/browser/api/problem.ts';
import { emptySpec, readSpec, type SpecDraft, specDraftOf } from './release-spec.ts';
import type { Release } from '@/features/deployments/releases.ts';
import { useReread } from '@/features/runs/run-queries.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { type Source, SourceField } from './source-field.tsx';
import { SpecFields } from './spec-fields.tsx';

const namePattern = /^[a-z][a-z0-9-]{0,39}$/;
const versionPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const sourceInput = (chosen: {
  source: Source;
  image: UploadedImage | null;
  reference: string;
  template: string;
}) => {
  if (chosen.source === 'registry') return { image: chosen.reference.trim() };
  return chosen.source === 'upload' && chosen.image !== null
    ? { upload: chosen.image.upload }
    : { template: chosen.template };
};

/** A new nanoservice, or a new release of one that is there (`of`). */
export const CreateForm = ({ matrix, of }: { matrix: MatrixView; of: string | null }) => {
  const trpc = useTRPC();
  const router = useRouter();
  const reread = useReread();
  const releases: readonly Release[] = matrix.nanoservices.flatMap(
    (nanoservice) => nanoservice.releases,
  );
  const first = releases.find(({ nanoservice }) => nanoservice === of) ?? releases[0];
  const [name, setName] = useState(of ?? '');
  const [description, setDescription] = useState('');
  const [version, setVersion] = useState(of === null ? '0.1.0' : '');
  const [source, setSource] = useState<Source>(first === undefined ? 'upload' : 'template');
  const [template, setTemplate] = useState(first?.id ?? '');
  const [image, setImage] = useState<UploadedImage | null>(null);
  const [reference, setReference] = useState('');
  const [spec, setSpec] = useState<SpecDraft>(first === undefined ? emptySpec : specDraftOf(first));
  const [tried, setTried] = useState(false);
  const create = useMutation(
    trpc.nanoservices.create.mutationOptions({
      onSuccess: async (release) => {
        toast(`${release.nanoservice} ${release.version} is ready to be added to devices`);
        await reread();
        router.push(`/nanoservices/${encodeURIComponent(release.nanoservice)}`);
      },
    }),
  );
  const read = readSpec(spec);
  const own = new Map([
    ...read.problems,
    ...(namePattern.test(name)
      ? []
      : [['nanoservice', '1 to 40 lower-case letters, digits or -, letter first'] as const]),
    ...(versionPattern.test(version) ? [] : [['version', 'Letters, digits, . _ or -'] as const]),
    ...(source === 'upload' && image === null
      ? [['source', 'Choose an image archive'] as const]
      : []),
    ...(source === 'registry' && reference.trim() === ''
      ? [['source', 'Name an image in a registry'] as const]
      : []),
  ]);
  const refusal = create.error === null ? null : problemOf(create.error);
  const at = (field: string) =>
    (tried ? own.get(field) : undefined) ??
    (refusal !== null &&
    (refusal.field === field || refusal.field?.startsWith(`${field}.`) === true)
      ? refusal.message
      : undefined);
  const choose = (id: string) => {
    setTemplate(id);
    const chosen = releases.find((release) => release.id === id);
    if (chosen !== undefined) setSpec(specDraftOf(chosen));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (own.size > 0 || read.spec === null) {
      focusFirstProblem(event.currentTarget);
      return;
    }
    create.mutate({
      nanoservice: name,
      version,
      ...(description.trim() === '' ? {} : { description: description.trim() }),
      source: sourceInput({ source, image, reference, template }),
      spec: read.spec,
    });
  };
  const exists = matrix.nanoservices.some((nanoservice) => nanoservice.name === name);
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Panel title="What it is" bodyClassName="grid gap-3 p-3 sm:grid-cols-2">
        <Field
          id="new-name"
          label="Name"
          error={at('nanoservice')}
          hint={
            exists
              ? 'It is there already: this makes a new release of it'
              : 'lower-case letters, digits and -'
          }
        >
          <Input
            id="new-name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={at('nanoservice') !== undefined}
            aria-describedby={describedBy('new-name', at('nanoservice'), 'hint')}
          />
        </Field>
        <Field id="new-version" label="Version" error={at('version')}>
          <Input
            id="new-version"
            value={version}
            onChange={(event) => setVersion(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={at('version') !== undefined}
            aria-describedby={describedBy('new-version', at('version'))}
          />
        </Field>
        <div className="sm:col-span-2">
          <Field
            id="new-description"
            label="Description"
            error={at('description')}
            hint="optional; what it does, in a sentence"
          >
            <Input
              id="new-description"
              value={description}
              onChange={(event) => setDescription(event.target.value)}
              maxLength={300}
              aria-describedby={describedBy('new-description', at('description'), 'hint')}
            />
          </Field>
        </div>
      </Panel>
      <SourceField
        source={source}
        onSource={setSource}
        matrix={matrix}
        releases={releases}
        template={template}
        onTemplate={choose}
        image={image}
        onImage={setImage}
        reference={reference}
        onReference={setReference}
        error={at('source')}
      />
      <Panel title="What it may ask of a device" bodyClassName="p-3">
        <SpecFields draft={spec} at={at} onChange={setSpec} />
      </Panel>
      <div className="flex items-center justify-end gap-3">
        {tried && own.size > 0 ? (
          <p className="text-xs text-broken">Some fields are not complete.</p>
        ) : null}
        {refusal !== null && own.size === 0 ? <FieldError>{detailText(refusal)}</FieldError> : null}
        <Button tone="primary" size="lg" type="submit" disabled={create.isPending}>
          {create.isPending ? 'Creating…' : exists ? 'Create release' : 'Create nanoservice'}
        </Button>
      </div>
    </form>
  );
};
