'use client';

import { flawWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';

const againMs = 60_000;

/** Names each stored fact that is left out of what the devices are told, and why. */
export const FlawsBanner = () => {
  const trpc = useTRPC();
  const { id } = useSite();
  const { data = [] } = useQuery(
    trpc.site.flaws.queryOptions({ site: id }, { refetchInterval: againMs }),
  );
  if (data.length === 0) return null;
  return (
    <div
      role="alert"
      data-testid="flaws-banner"
      className="flex items-start gap-2 border-b border-broken/40 bg-broken-soft px-4 py-2 text-broken"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div>
        <p>{flawWords.title}</p>
        <ul>
          {data.map(({ entity, id: fact, name, problem, device }) => (
            <li key={`${entity} ${fact} ${problem}`}>
              {flawWords.one(flawWords.entities[entity], name, problem)}
              {device === null ? null : ` ${flawWords.heldBack(device)}`}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
};
