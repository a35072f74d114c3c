'use client';

import { commonWords, deletePersonWords } from '@nanoedge/words';
import { personUndoDays } from '@nanoedge/base';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { problemText } from '@/browser/api/problem.ts';
import type { Outputs } from '@/browser/api/trpc.ts';
import { useRemovePerson } from './use-removal.ts';

type Person = Outputs['people']['list'][number];

/** Asks once, with what it means for keys and meetings, and deletes. */
export const DeletePerson = ({ person }: { person: Person }) => {
  const [asking, setAsking] = useState(false);
  const remove = useRemovePerson();
  const { name, keys, upcomingMeetings } = person;
  return (
    <>
      <Button tone="danger" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden /> {commonWords.delete}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={deletePersonWords.title(name)}
        action={deletePersonWords.action}
        busy={remove.isPending}
        error={remove.error === null ? undefined : problemText(remove.error)}
        onConfirm={() => remove.mutate({ id: person.id })}
      >
        <p>{deletePersonWords.keys(keys.length)}</p>
        <p>{deletePersonWords.meetings(upcomingMeetings)}</p>
        <p>{deletePersonWords.undo(personUndoDays)}</p>
      </Confirm>
    </>
  );
};
