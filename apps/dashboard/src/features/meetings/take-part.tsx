'use client';

import type { PersonSummary } from '@nanoedge/protocol';
import { meetingFormWords } from '@nanoedge/words';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { useMe } from '@/browser/site/site.tsx';

/** Whether whoever fills in the form is a participant: otherwise the edge would not let them in. */
export const TakePart = ({
  people,
  value,
  onChange,
}: {
  people: readonly PersonSummary[];
  value: readonly PersonSummary[];
  onChange: (people: PersonSummary[]) => void;
}) => {
  const { person } = useMe();
  const self = people.find(({ id }) => id === person);
  if (person === null) return null;
  const others = value.filter(({ id }) => id !== person);
  return (
    <Checkbox
      checked={others.length < value.length}
      disabled={self === undefined}
      onChange={(on) => onChange(on && self !== undefined ? [self, ...others] : others)}
    >
      {meetingFormWords.takePart}
    </Checkbox>
  );
};
