'use client';

import {
  imageSize,
  imageSourceWords,
  nanoservicesWords,
  releaseSelectWords,
} from '@nanoedge/words';
import { Panel } from '@/components/ui/page.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { SelectField, TextField } from '@/components/ui/text-field.tsx';
import Link from 'next/link';
import type { ChangeEvent } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { CreateDraft } from './create-draft.ts';
import { nanoserviceTitle } from '@/features/deployments/nanoservice-title.ts';
import type { ReleaseDetail } from '@/features/deployments/releases.ts';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { ImageDrop } from './image-drop.tsx';

const imageHint = (
  <>
    {imageSourceWords.imageHint}{' '}
    <Link href="/registries" className="underline hover:text-ink">
      {nanoservicesWords.registries}
    </Link>
  </>
);

/** Where the image comes from. The template also gives the spec to begin with. */
export const SourceField = ({
  matrix,
  releases,
  onTemplate,
}: {
  matrix: MatrixView;
  releases: readonly ReleaseDetail[];
  onTemplate: (release: string) => void;
}) => {
  const { control, register, setValue, formState } = useFormContext<CreateDraft>();
  const [source, image] = useWatch({ control, name: ['source', 'image'] });
  const error = formState.errors.source?.message;
  const computer = imageSourceWords.onThisComputer;
  const again = { shouldValidate: formState.isSubmitted };
  return (
    <Panel
      title={imageSourceWords.title}
      actions={
        <Segmented
          label={imageSourceWords.from}
          value={source}
          options={[
            { value: 'template', label: imageSourceWords.sources.template },
            { value: 'upload', label: imageSourceWords.sources.upload },
            { value: 'registry', label: imageSourceWords.sources.registry },
          ]}
          onChange={(next) => setValue('source', next, again)}
        />
      }
      bodyClassName="flex flex-col gap-3 p-3"
    >
      {source === 'upload' ? (
        <ImageDrop image={image} onImage={(next) => setValue('image', next, again)} error={error} />
      ) : null}
      {source === 'registry' ? (
        <TextField
          id="new-image"
          label={imageSourceWords.image}
          field={register('reference')}
          error={error}
          hint={imageHint}
          autoComplete="off"
          spellCheck={false}
        />
      ) : null}
      <SelectField
        id="new-template"
        label={source === 'template' ? imageSourceWords.template : imageSourceWords.beginWith}
        field={register('template', {
          onChange: (event: ChangeEvent<HTMLSelectElement>) => onTemplate(event.target.value),
        })}
        error={source === 'template' ? error : undefined}
        hint={
          source === 'template' ? imageSourceWords.templateHint : imageSourceWords.beginWithHint
        }
      >
        {releases.length === 0 ? <option value="">{imageSourceWords.noRelease}</option> : null}
        {releases.map((release) => (
          <option key={release.id} value={release.id}>
            {releaseSelectWords.option(
              imageSourceWords.release(
                nanoserviceTitle(matrix, release.nanoservice),
                release.version,
              ),
              imageSize(release, null).text,
              release.architecture,
            )}
          </option>
        ))}
      </SelectField>
      <p className="text-xs text-ink-faint">
        {computer.before} <code>{computer.deploy}</code>
        {computer.between} <code>{computer.save}</code> {computer.after}
      </p>
    </Panel>
  );
};
