'use client';

import { simulateWords } from '@nanoedge/words';
import { problemText } from '@/browser/api/problem.ts';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import { useSimulation } from './use-simulation.ts';
import { WalkIn } from './walk-in.tsx';
import { WhoLeaves } from './who-leaves.tsx';

/** Lets simulated people walk in and out. Everything after the simulated sensors is real. */
export const SimulatePanel = ({ className }: { className?: string }) => {
  const { people, inside, walking, walkIn, letOut, letAllOut } = useSimulation();
  return (
    <Panel
      data-testid="simulate-panel"
      title={simulateWords.title}
      actions={<Badge tone="simulated">{simulateWords.badge}</Badge>}
      className={className ?? ''}
      scrolls
    >
      {people.isPending ? <SkeletonRows rows={3} /> : null}
      {people.error !== null ? (
        <Problem
          title={simulateWords.unread}
          detail={problemText(people.error)}
          retry={people.refetch}
        />
      ) : null}
      {people.data === undefined ? null : (
        <div className="flex flex-col gap-3 p-3">
          <WalkIn
            visitors={people.data}
            busy={walking}
            onWalk={(chosen, gait) => void walkIn(chosen, gait)}
          />
          <WhoLeaves inside={inside} onLeave={letOut} onAllLeave={letAllOut} />
        </div>
      )}
    </Panel>
  );
};
