'use client';

import { sleep, systemClock } from '@nanoedge/base';
import { simulateWords } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { type Inputs, useTRPC } from '@/browser/api/trpc.ts';
import { useHere } from '@/browser/live/here.ts';
import { useSite } from '@/browser/site/site.tsx';
import { toggled } from './toggled.ts';
import type { Visitor } from './visitor.ts';

const spacingMs = 2000;

/**
 * How those who come walk: one after the other or together, and how many times as fast; and how
 * their keys are heard.
 */
export interface Gait {
  spaced: boolean;
  pace: number;
  radio: WalkerRadio;
}

/** How keys are heard. */
export type WalkerRadio = NonNullable<Inputs['simulation']['walk']['radio']>;

/**
 * Who is inside: by their journeys, and whoever this page let in (the refused have no journey any
 * more).
 */
const useInside = (visitors: readonly Visitor[], letIn: ReadonlySet<string>) => {
  const here = useHere();
  const present = new Set(
    here.flatMap(({ person }) => (person === null ? [] : [String(person.id)])),
  );
  return visitors.filter(
    ({ walker, person }) => letIn.has(walker) || (person !== null && present.has(person.id)),
  );
};

const sayProblem = (error: unknown) => toast.error(problemText(error));

/** Who can come, who is inside, and how to let them in and out. */
export const useSimulation = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const people = useQuery(trpc.simulation.people.queryOptions({ site }));
  const walk = useMutation(trpc.simulation.walk.mutationOptions());
  const leave = useMutation(trpc.simulation.leave.mutationOptions({ onError: sayProblem }));
  const clear = useMutation(trpc.simulation.clear.mutationOptions({ onError: sayProblem }));
  const [letIn, setLetIn] = useState<ReadonlySet<string>>(new Set());
  const [walking, setWalking] = useState(false);
  const inside = useInside(people.data ?? [], letIn);

  const walkIn = async (visitors: readonly Visitor[], { spaced, pace, radio }: Gait) => {
    setWalking(true);
    try {
      for (const [index, { walker }] of visitors.entries()) {
        if (index > 0 && spaced) await sleep(systemClock, spacingMs);
        const { agents } = await walk.mutateAsync({ site, walker, pace, radio });
        if (agents === 0) toast.warning(simulateWords.nobodySenses);
        setLetIn((before) => toggled(before, walker, true));
      }
    } catch (error) {
      sayProblem(error);
    } finally {
      setWalking(false);
    }
  };
  const letOut = (walker: string) => {
    const onSuccess = () => setLetIn((before) => toggled(before, walker, false));
    leave.mutate({ site, walker }, { onSuccess });
  };
  const letAllOut = () => clear.mutate({ site }, { onSuccess: () => setLetIn(new Set()) });

  return { people, inside, walking, walkIn, letOut, letAllOut };
};
