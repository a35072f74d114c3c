import { useEffect, useState } from 'react';
import { parseJson } from '@nanoedge/protocol';
import { DisplayState, silentMs } from '../model.ts';

/**
 * No word for this long means that the connection is dead, even if the browser does not know, and
 * that another one is tried.
 */
const deadMs = 4_000;

/** How long without the device until people are told, where nothing private was shown. */
export const tellAfterMs = 10_000;

export interface DisplayLink {
  state: DisplayState | null;
  /** Device time minus the browser's. */
  offsetMs: number;
  /** By the browser's clock, since when the device is not heard; null while it is. */
  lostAt: number | null;
}

const isRefused = (): Promise<boolean> =>
  fetch('/pair').then(
    (answer) => answer.status === 404,
    // It is away, and will say when it is back
    () => false,
  );

/**
 * Follows the device's state; EventSource reconnects by itself, and is replaced when it has fallen
 * silent.
 */
export const useDisplay = (onRefused: () => void): DisplayLink => {
  const [link, setLink] = useState<DisplayLink>({ state: null, offsetMs: 0, lostAt: null });
  useEffect(() => {
    let own: string | null = null;
    let source: EventSource | null = null;
    let watchdogs: ReturnType<typeof setTimeout>[] = [];
    const lost = (): void =>
      setLink((before) => (before.lostAt === null ? { ...before, lostAt: Date.now() } : before));
    const stopWatching = (): void => watchdogs.forEach((timer) => clearTimeout(timer));
    const watch = (): void => {
      stopWatching();
      watchdogs = [setTimeout(lost, silentMs), setTimeout(() => open(), deadMs)];
    };
    const heard = (): void => {
      setLink((before) => (before.lostAt === null ? before : { ...before, lostAt: null }));
      watch();
    };
    const open = (): void => {
      source?.close();
      source = new EventSource('/state');
      source.addEventListener('beat', heard);
      source.addEventListener('unpaired', onRefused);
      source.addEventListener('error', () => {
        // A server that answers with an error closes the source for good; one that is away is
        // retried by the browser
        if (source?.readyState !== EventSource.CLOSED) return;
        // Or it does not let this browser in any more, which it says to whoever asks
        void isRefused().then((refused) => (refused ? onRefused() : setTimeout(open, 2_000)));
      });
      source.addEventListener('message', (event: MessageEvent<string>) => {
        watch();
        const state = parseJson(DisplayState, event.data, 'display state');
        // The agent was upgraded: nobody types here, so the page is replaced at once
        if (own !== null && state.build !== own) window.location.reload();
        own = state.build;
        setLink({ state, offsetMs: state.now - Date.now(), lostAt: null });
      });
      watch();
    };
    open();
    return () => {
      stopWatching();
      source?.close();
    };
  }, [onRefused]);
  return link;
};

/** The time, read again at every full second. */
export const useDeviceTime = (offsetMs: number): number => {
  const [now, setNow] = useState(() => Date.now() + offsetMs);
  useEffect(() => {
    const read = (): void => setNow(Date.now() + offsetMs);
    read();
    const timer = setInterval(read, 1_000);
    return () => clearInterval(timer);
  }, [offsetMs]);
  return now;
};
