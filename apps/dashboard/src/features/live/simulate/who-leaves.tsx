import { simulateWords } from '@nanoedge/words';
import { LogOut } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { type Visitor, visitorName } from './visitor.ts';

const firstWord = (name: string): string => name.split(' ')[0] ?? name;

/** Lets those who are inside out, one by one or all; nothing while nobody is. */
export const WhoLeaves = ({
  inside,
  onLeave,
  onAllLeave,
}: {
  inside: readonly Visitor[];
  onLeave: (walker: string) => void;
  onAllLeave: () => void;
}) =>
  inside.length === 0 ? null : (
    <div className="flex flex-wrap items-center gap-1.5 border-t border-line pt-3">
      <span className="sr-only">{simulateWords.inside(inside.length)}</span>
      {inside.map((visitor) => (
        <Button key={visitor.walker} size="sm" onClick={() => onLeave(visitor.walker)}>
          <LogOut aria-hidden /> {simulateWords.leaves(firstWord(visitorName(visitor)))}
        </Button>
      ))}
      <Button size="sm" tone="ghost" onClick={onAllLeave}>
        {simulateWords.allLeave}
      </Button>
    </div>
  );
