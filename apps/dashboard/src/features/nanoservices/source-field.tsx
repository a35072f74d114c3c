'use client';

import { imageSize } from '@nanoedge/words';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { Input, Select } from '@/components/ui/input.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { UploadedImage } from '@/browser/upload/archive-upload.ts';
import { nanoserviceTitle } from '@/features/deployments/nanoservice-title.ts';
import type { Release } from '@/features/deployments/releases.ts';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { ImageDrop } from './image-drop.tsx';

export type Source = 'template' | 'upload' | 'registry';

/** Where the image comes from. The template also gives the spec to begin with. */
export const SourceField = ({
  source,
  onSource,
  matrix,
  releases,
  template,
  onTemplate,
  image,
  onImage,
  reference,
  onReference,
  error,
}: {
  source: Source;
  onSource: (source: Source) => void;
  matrix: Pick<MatrixView, 'nanoservices'>;
  releases: readonly Release[];
  template: string;
  onTemplate: (release: string) => void;
  image: UploadedImage | null;
  onImage: (image: UploadedImage | null) => void;
  reference: string;
  onReference: (reference: string) => void;
  error: string | undefined;
}) => (
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
        onChange={onSource}
      />
    }
    bodyClassName="flex flex-col gap-3 p-3"
  >
    {source === 'upload' ? <ImageDrop image={image} onImage={onImage} error={error} /> : null}
    {source === 'registry' ? (
      <Field
        id="new-image"
        label="Image"
        error={error}
        hint="with its registry: registry.example/team/name:version; the devices pull it themselves"
      >
        <Input
          id="new-image"
          value={reference}
          onChange={(event) => onReference(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy('new-image', error, 'hint')}
        />
      </Field>
    ) : null}
    <Field
      id="new-template"
      label={source === 'template' ? 'Template' : 'Begin with the spec of'}
      error={source === 'template' ? error : undefined}
      hint={
        source === 'template'
          ? 'its image is used, and what it asks of a device'
          : 'only what it asks of a device; the image is the one above'
      }
    >
      <Select
        id="new-template"
        value={template}
        onChange={(event) => onTemplate(event.target.value)}
      >
        {releases.length === 0 ? <option value="">No release is here yet</option> : null}
        {releases.map((release) => (
          <option key={release.id} value={release.id}>
            {nanoserviceTitle(matrix, release.nanoservice)} {release.version} ·{' '}
            {imageSize(release, null).text} · {release.architecture}
          </option>
        ))}
      </Select>
    </Field>
    <p className="text-xs text-ink-faint">
      An image that is on this computer comes in with <code>./nanoedge deploy --image NAME</code>,
      or with <code>docker save NAME &gt; file.tar</code> and the upload here.
    </p>
  </Panel>
);
