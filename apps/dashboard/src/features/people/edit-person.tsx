'use client';

import { commonWords, editPersonWords } from '@nanoedge/words';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { BothVersions } from '@/components/ui/both-versions.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';
import { lookFields, useEditing } from './use-editing.ts';

type Person = Outputs['people']['list'][number];

const labels = { name: commonWords.name, initials: editPersonWords.initials };

const EditForm = ({ person, onClose }: { person: Person; onClose: () => void }) => {
  const { form, submit, meanwhile, version } = useEditing(person, onClose);
  const { errors, isSubmitting } = form.formState;
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {meanwhile === null ? null : (
        <BothVersions
          key={version}
          by={meanwhile.by}
          fields={lookFields
            .filter((field) => meanwhile.clashes.includes(field))
            .map((field) => ({
              id: field,
              label: labels[field],
              mine: meanwhile.mine[field],
              theirs: meanwhile.theirs[field],
            }))}
          also={[]}
          onChoose={(id, side) => {
            const field = lookFields.find((one) => one === id);
            if (field !== undefined) form.setValue(field, meanwhile[side][field]);
          }}
        />
      )}
      <TextField
        id="edit-name"
        label={labels.name}
        field={form.register('name')}
        error={errors.name?.message}
        required
        maxLength={200}
      />
      <TextField
        id="edit-initials"
        label={labels.initials}
        field={form.register('initials')}
        error={errors.initials?.message}
        hint={editPersonWords.initialsHint}
        required
        maxLength={16}
      />
      {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{commonWords.keep}</Button>
        <Button tone="primary" type="submit" disabled={isSubmitting}>
          {isSubmitting ? editPersonWords.saving : editPersonWords.save}
        </Button>
      </div>
    </form>
  );
};

/** Changes how a person is called and shown. */
export const EditPerson = ({ person }: { person: Person }) => {
  const [editing, setEditing] = useState(false);
  const close = () => setEditing(false);
  return (
    <>
      <Button onClick={() => setEditing(true)}>
        <Pencil aria-hidden /> {editPersonWords.edit}
      </Button>
      <Dialog open={editing} onClose={close} title={editPersonWords.title(person.name)}>
        <EditForm person={person} onClose={close} />
      </Dialog>
    </>
  );
};
