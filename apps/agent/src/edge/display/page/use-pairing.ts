import { useCallback, useEffect, useState } from 'react';
import { parse } from '@nanoedge/protocol';
import { PairState } from '../model.ts';

/** So often an unpaired page asks how it stands. */
const askEveryMs = 2_000;

export interface PairingLink {
  /** Null before the device has said anything. */
  state: PairState | null;
  /** The device does not answer. */
  isLost: boolean;
  /** Asks anew: the device says that this browser is not let in any more. */
  again: () => void;
}

/** Asks, and begins where nothing is known of this browser. */
const ask = async (signal: AbortSignal): Promise<PairState> => {
  const known = await fetch('/pair', { signal });
  const answer = known.status === 404 ? await fetch('/pair', { method: 'POST', signal }) : known;
  if (!answer.ok) throw new TypeError(`the device answered ${answer.status}`);
  return parse(PairState, await answer.json(), 'pairing');
};

/** Whether this browser may show the screen; asks until it may. */
export const usePairing = (): PairingLink => {
  const [state, setState] = useState<PairState | null>(null);
  const [isLost, setLost] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => {
    setState(null);
    setAttempt((count) => count + 1);
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      ask(stop.signal).then(
        (found) => {
          setState(found);
          setLost(false);
          if (!found.paired) timer = setTimeout(look, askEveryMs);
        },
        () => {
          if (stop.signal.aborted) return;
          setLost(true);
          timer = setTimeout(look, askEveryMs);
        },
      );
    };
    look();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [attempt]);
  return { state, isLost, again };
};
