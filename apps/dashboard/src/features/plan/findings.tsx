import { planWords } from '@nanoedge/words';
import { Button } from '@/components/ui/button.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import type { PlanFinding } from '@/plan/check/finding.ts';
import type { Selected } from './drawing.ts';

const selectable = ({ object, id }: PlanFinding['about']): Selected | null => {
  switch (object) {
    case 'zone':
    case 'door':
    case 'waypoint':
    case 'device':
    case 'thing':
      return { object, id };
    case 'plan':
    case 'floor':
    case 'room':
    case 'route':
      return null;
  }
};

/** What is wrong with the plan as it is drawn now, each with a way there. */
export const PlanFindings = ({
  found,
  onGo,
}: {
  found: readonly PlanFinding[];
  onGo: (what: Selected) => void;
}) => (
  <Panel title={planWords.findings} bodyClassName="p-3" data-testid="plan-findings">
    {found.length === 0 ? <p className="text-ink-soft">{planWords.fine}</p> : null}
    <ul className="flex flex-col gap-3">
      {found.map(({ kind, weight, about, message, remedy }) => {
        const what = selectable(about);
        return (
          <li key={`${kind} ${about.object} ${about.id}`} className="flex flex-col gap-1">
            <StateWord tone={weight === 'error' ? 'broken' : 'attention'}>
              {planWords[weight]}
            </StateWord>
            <p>{message}</p>
            <p className="text-ink-soft">{remedy}</p>
            {what === null ? null : (
              <div>
                <Button size="sm" onClick={() => onGo(what)}>
                  {planWords.goThere}
                </Button>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  </Panel>
);
