import { commonWords, deletePersonWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';

/** Brings a deleted person back, and says so where not all of their keys came with them. */
export const useBringBack = () => {
  const trpc = useTRPC();
  const router = useRouter();
  return useMutation(
    trpc.people.restore.mutationOptions({
      onError: (error) => toast.error(problemText(error)),
      onSuccess: ({ person, lostKeys }) => {
        toast.success(deletePersonWords.isBack(person.name, lostKeys));
        router.push(`/people/${encodeURIComponent(person.id)}`);
      },
    }),
  );
};

/** Deletes somebody, goes back to the list and offers to take it back. */
export const useRemovePerson = () => {
  const trpc = useTRPC();
  const router = useRouter();
  const restore = useBringBack();
  return useMutation(
    trpc.people.remove.mutationOptions({
      onSuccess: ({ id, name }) => {
        router.push('/people');
        toast(deletePersonWords.wasDeleted(name), {
          duration: 10_000,
          action: { label: commonWords.undo, onClick: () => restore.mutate({ id }) },
        });
      },
    }),
  );
};
