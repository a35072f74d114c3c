import { commonWords, planWords } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { type PlanSource, type Sketch, sketchOf } from './drawing.ts';

/** Asks before the page is left with something that is not saved. */
export const useWarnBeforeLeaving = (isDirty: boolean): void => {
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    // A link within the app changes the page without unloading it
    const askAtLink = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (link === null || window.confirm(planWords.leave)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('beforeunload', ask);
    document.addEventListener('click', askAtLink, true);
    return () => {
      window.removeEventListener('beforeunload', ask);
      document.removeEventListener('click', askAtLink, true);
    };
  }, [isDirty]);
};

const sent = ({ plan, rooms }: Sketch) => ({
  plan,
  rooms: rooms.map((room) => ({ ...room, equipment: [...room.equipment] })),
});

/** Saves a sketch, and can take that back; the answer is what is stored then. */
export const useSavePlan = (onStored: (stored: PlanSource) => void) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const save = useMutation(trpc.plan.save.mutationOptions());
  const send = async (
    sketch: Sketch,
    { site, version, from }: Pick<PlanSource, 'site' | 'version'> & { from: Sketch },
  ): Promise<PlanSource> => {
    const base = { version, ...sent(from) };
    const stored = await save.mutateAsync({ site, ...sent(sketch), base });
    queries.setQueryData(trpc.plan.get.queryKey({ site }), stored);
    await queries.invalidateQueries(trpc.site.pathFilter());
    onStored(stored);
    return stored;
  };
  /** What others drew with the same save, or since, stays. */
  const undo = async (before: PlanSource, mine: Sketch): Promise<void> => {
    try {
      await send(sketchOf(before), { ...before, from: mine });
      toast(planWords.undone);
    } catch (error) {
      toast.error(problemText(error));
    }
  };
  const submit = async (sketch: Sketch, base: PlanSource): Promise<void> => {
    try {
      await send(sketch, { ...base, from: sketchOf(base) });
      toast.success(planWords.saved, {
        duration: 10_000,
        action: { label: commonWords.undo, onClick: () => void undo(base, sketch) },
      });
    } catch {
      // Shown beside the button, where it stays
    }
  };
  return { submit, isSaving: save.isPending, error: save.error };
};
