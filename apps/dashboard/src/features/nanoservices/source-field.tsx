'use client';

import { imageSize } from '@nanoedge/words';
import { Panel } from '@/components/ui/page.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { SelectField, TextField } from '@/components/ui/text-field.tsx';
import type { ChangeEvent } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { CreateDraft } from './create-draft.ts';
import { nanoserviceTitle } from '@/features/deployments/nanoservice-title.ts';
import type { Release } from '@/features/deployments/releases.ts';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { ImageDrop } from './image-drop.tsx';

/** Where the image comes from. The template also gives the spec to begin with. */
export const SourceField = ({
  matrix,
  releases,
  onTemplate,
}: {
  matrix: MatrixView;
  releases: readonly Release[];
  onTemplate: (release: string) => void;
}) => {
  const { control, register, setValue, formState } = useFormContext<CreateDraft>();
  const [source, image] = useWatch({ control, name: ['source', 'image'] });
  const error = formState.errors.source?.message;
  const again = { shouldValidate: formState.isSubmitted };
  return (
    <Panel
      title="Its image"
      actions={
        <Segmented
          label="Where the image comes from"
          value={source}
          options={[
            { value: 'template', label: 'Template' },
            { value: 'upload', label: 'Archive' },
            { value: 'registry', label: 'Registry' },
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
          label="Image"
          field={register('reference')}
          error={error}
          hint="with its registry: registry.example/team/name:version; the devices pull it themselves"
          autoComplete="off"
          spellCheck={false}
        />
      ) : null}
      <SelectField
        id="new-template"
        label={source === 'template' ? 'Template' : 'Begin with the spec of'}
        field={register('template', {
          onChange: (event: ChangeEvent<HTMLSelectElement>) => onTemplate(event.target.value),
        })}
        error={source === 'template' ? error : undefined}
        hint={
          source === 'template'
            ? 'its image is used, and what it asks of a device'
            : 'only what it asks of a device; the image is the one above'
        }
      >
        {releases.length === 0 ? <option value="">No release is here yet</option> : null}
        {releases.map((release) => (
          <option key={release.id} value={release.id}>
            {nanoserviceTitle(matrix, release.nanoservice)} {release.version} ·{' '}
            {imageSize(release, null).text} · {release.architecture}
          </option>
        ))}
      </SelectField>
      <p className="text-xs text-ink-faint">
        An image that is on this computer comes in with <code>./nanoedge deploy --image NAME</code>,
        or with <code>docker save NAME &gt; file.tar</code> and the upload here.
      </p>
    </Panel>
  );
};
