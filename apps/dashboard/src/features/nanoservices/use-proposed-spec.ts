'use client';

import { specOfManifest } from '@nanoedge/protocol';
import { useEffect } from 'react';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import type { CreateDraft } from './create-draft.ts';
import { specDraftOf } from './release-spec.ts';
import { useRegistryManifest } from './use-registry-manifest.ts';

/**
 * Fills in what the chosen image says of itself, where nobody has typed anything: what it asks for,
 * and the name and description of a new nanoservice.
 */
export const useProposedSpec = (form: UseFormReturn<CreateDraft>): void => {
  const [source, image, reference] = useWatch({
    control: form.control,
    name: ['source', 'image', 'reference'],
  });
  const inRegistry = useRegistryManifest(source === 'registry' ? reference : '');
  const uploaded = source === 'upload' ? (image?.manifest ?? null) : null;
  const said = source === 'registry' ? inRegistry : uploaded;
  const specTyped = form.formState.dirtyFields.spec !== undefined;
  useEffect(() => {
    if (said === null) return;
    if (!specTyped) form.setValue('spec', specDraftOf({ spec: specOfManifest(said) }));
    if (form.getValues('nanoservice') === '') form.setValue('nanoservice', said.name);
    if (form.getValues('description') === '') form.setValue('description', said.description);
  }, [said, specTyped, form]);
};
