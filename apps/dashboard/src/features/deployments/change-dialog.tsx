'use client';

import { changeDialogWords } from '@nanoedge/words';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { ChangeForm } from './change-form.tsx';
import type { Deployment } from './changes-context.ts';
import {
  choiceOf,
  type DeploymentChoice,
  type DeploymentMeanwhile,
  deploymentMeanwhile,
} from './deployment-meanwhile.ts';

/**
 * Brings another release or config to a deployment; what ran before comes back when it does not
 * hold up.
 */
export const ChangeDialog = ({
  deployment,
  part,
  onClose,
}: {
  deployment: Deployment;
  part: 'release' | 'config';
  onClose: () => void;
}) => {
  const trpc = useTRPC();
  const { data: around } = useQuery(
    trpc.deployments.around.queryOptions({ deployment: deployment.id }),
  );
  const { data } = useQuery(
    trpc.nanoservices.releases.queryOptions({ nanoservice: deployment.nanoservice }),
  );
  const known = data?.releases ?? [];
  const releases = known.some(({ id }) => id === deployment.release.id)
    ? known
    : [...known, deployment.release];
  const [opened, setOpened] = useState(deployment);
  const [meanwhile, setMeanwhile] = useState<DeploymentMeanwhile | null>(null);
  const [chosen, setChosen] = useState(() => deployment.release.id);
  const queries = useQueryClient();
  const join = async (by: string | null, mine: DeploymentChoice) => {
    const now = trpc.deployments.get.queryOptions({ deployment: deployment.id });
    const theirs = await queries.fetchQuery({ ...now, staleTime: 0 });
    const versionOf = (id: string) => releases.find((one) => one.id === id)?.version ?? id;
    const found = deploymentMeanwhile({ base: opened, mine, theirs }, by, versionOf);
    setOpened(theirs);
    setMeanwhile(found);
    setChosen(found.choice.release);
  };
  const release = releases.find(({ id }) => id === chosen) ?? deployment.release;
  const where = around?.deviceName ?? deployment.device;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={changeDialogWords.title[part](deployment.name, where)}
      description={changeDialogWords.description}
    >
      <ChangeForm
        key={`${release.id} ${String(opened.version)}`}
        deployment={opened}
        start={meanwhile?.choice ?? choiceOf(opened)}
        meanwhile={meanwhile}
        onStale={join}
        releases={releases}
        release={release}
        others={around?.others ?? []}
        part={part}
        onRelease={setChosen}
        onClose={onClose}
      />
    </Dialog>
  );
};
