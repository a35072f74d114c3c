'use client';

import type { DeploymentStatus } from '@nanoedge/base';
import { deploymentWord, doubtWord } from '@nanoedge/words';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';

/**
 * What a deployment does; what is not known to be true any more is grey, with its age and why; what
 * fails says the reason below.
 */
export const DeploymentState = ({
  status,
  bare = false,
}: {
  status: DeploymentStatus;
  /** The place says the reason itself. */
  bare?: boolean;
}) => {
  const { word, tone } = deploymentWord(status);
  if (status.kind === 'unknown')
    return (
      <span title={doubtWord[status.doubt]} data-testid="old-state">
        <StateWord tone={tone}>
          {word} {status.last === null || status.at === null ? null : <Ago at={status.at} />}
        </StateWord>
      </span>
    );
  const detail = status.kind === 'known' ? status.service.detail : null;
  // One that answers says only why it does not what is wanted of it
  const isTold =
    tone === 'broken' || (status.kind === 'known' && status.service.state === 'answering');
  return (
    <span title={detail ?? undefined}>
      <StateWord tone={tone}>{word}</StateWord>
      {bare || !isTold || detail === null ? null : (
        <span
          data-testid="reason"
          className="line-clamp-3 max-w-80 text-xs whitespace-normal text-ink-soft"
        >
          {detail}
        </span>
      )}
    </span>
  );
};
