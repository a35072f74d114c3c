import { releaseTableWords as words } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useMay } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import type { ReleaseDetail } from '@/features/deployments/releases.ts';

type SignedDetail = Pick<ReleaseDetail, 'id' | 'version' | 'signed'>;

const SignAgain = ({ release: { id, version, signed } }: { release: SignedDetail }) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const sign = useMutation(
    trpc.nanoservices.sign.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        toast.success(words.signDone);
        await queries.invalidateQueries(trpc.nanoservices.pathFilter());
      },
    }),
  );
  return (
    <>
      <Button
        tone={signed ? 'ghost' : 'secondary'}
        size="sm"
        aria-label={words.signAgainOf(version)}
        title={words.signAgain}
        onClick={() => setAsking(true)}
      >
        <PenLine aria-hidden /> {signed ? null : words.signAgain}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={words.signTitle(version)}
        action={words.signDo}
        busy={sign.isPending}
        error={sign.error === null ? undefined : problemText(sign.error)}
        onConfirm={() => sign.mutate({ release: id })}
      >
        <p>{words.signWhy}</p>
      </Confirm>
    </>
  );
};

/** Whether devices can believe a release, and for an administrator how they can. */
export const ReleaseSignature = ({ release }: { release: SignedDetail }) => {
  const may = useMay();
  return (
    <span className="flex items-center gap-2">
      <Badge tone={release.signed ? 'ok' : 'broken'}>
        {release.signed ? words.isSigned : words.isNotSigned}
      </Badge>
      {may('release.sign') ? <SignAgain release={release} /> : null}
    </span>
  );
};
