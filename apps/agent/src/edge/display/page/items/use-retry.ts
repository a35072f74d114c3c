import { useCallback, useEffect, useState } from 'react';

const retryMs = 3_000;

/**
 * For content that may still be on its way to the room: after `fail`, `attempt` grows three seconds
 * later.
 */
export const useRetry = (): {
  attempt: number;
  failed: boolean;
  fail: () => void;
  succeed: () => void;
} => {
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!failed) return undefined;
    const timer = setTimeout(() => setAttempt((before) => before + 1), retryMs);
    return () => clearTimeout(timer);
  }, [failed, attempt]);
  const fail = useCallback(() => setFailed(true), []);
  const succeed = useCallback(() => setFailed(false), []);
  return { attempt, failed, fail, succeed };
};
