'use client';

import { nanoservicesWords } from '@nanoedge/words';
import { Tooltip } from '@base-ui/react/tooltip';
import { Ban, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useChanges } from '@/features/deployments/changes-context.ts';
import { cn } from '@/components/ui/cn.ts';
import { impossible, usePreflight } from '@/features/deployments/preflight.ts';
import { useMay, useSite } from '@/browser/site/site.tsx';

const restMs = 150;

interface Place {
  nanoservice: string;
  title: string;
  release: string | null;
  device: string;
  deviceName: string;
}

/** Makes the pre-flight and says what it found. Exists only while somebody points at its cell. */
const Hint = ({
  id,
  place,
  anchor,
  onAnswer,
}: {
  id: string;
  place: Place;
  anchor: RefObject<HTMLElement | null>;
  onAnswer: (impossible: boolean) => void;
}) => {
  const { id: site } = useSite();
  const { nanoservice, release, device, deviceName, title } = place;
  const preflight = usePreflight(
    release === null ? null : { site, release, placement: { devices: [device] } },
    restMs,
  );
  const found = preflight.data?.find((entry) => entry.device === device);
  const reason = impossible(found);
  useEffect(() => {
    if (found !== undefined) onAnswer(reason !== null);
  }, [found, reason, onAnswer]);
  const text =
    release === null
      ? nanoservicesWords.cell.noRelease(title)
      : (reason ??
        (found !== undefined || preflight.error !== null
          ? nanoservicesWords.cell.add(title, deviceName)
          : nanoservicesWords.cell.checking(nanoservice, deviceName)));
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner
          anchor={anchor}
          side="top"
          sideOffset={6}
          className="pointer-events-none z-40"
        >
          <Tooltip.Popup
            id={id}
            role="tooltip"
            data-testid="preflight-hint"
            data-impossible={reason !== null}
            className="max-w-64 rounded bg-ink px-2 py-1 text-xs text-paper shadow-pop"
          >
            {text}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
};

/**
 * The "+" of a cell. Says why not before anybody presses it; a place that cannot run it does not
 * react.
 */
export const AddCell = ({ place, small }: { place: Place; small: boolean }) => {
  const changes = useChanges();
  const may = useMay();
  const router = useRouter();
  const id = useId();
  const ref = useRef<HTMLButtonElement>(null);
  const [near, setNear] = useState(false);
  const [blocked, setBlocked] = useState(false);
  if (changes === null || (place.release === null && !may('nanoservice.create'))) return null;
  const press = () => {
    if (blocked) return;
    setNear(false);
    if (place.release === null)
      router.push(`/new-nanoservice?of=${encodeURIComponent(place.nanoservice)}`);
    else changes.ask({ kind: 'add', nanoservice: place.nanoservice, device: place.device });
  };
  return (
    <>
      <button
        ref={ref}
        type="button"
        data-testid="matrix-add"
        data-service={place.nanoservice}
        data-device={place.device}
        aria-label={nanoservicesWords.cell.add(place.title, place.deviceName)}
        aria-describedby={near ? id : undefined}
        aria-disabled={blocked}
        onPointerEnter={({ pointerType }) => (pointerType === 'touch' ? undefined : setNear(true))}
        onPointerLeave={() => setNear(false)}
        onFocus={({ target }) => (target.matches(':focus-visible') ? setNear(true) : undefined)}
        onBlur={() => setNear(false)}
        onKeyDown={({ key }) => (key === 'Escape' ? setNear(false) : undefined)}
        onClick={press}
        className={cn(
          'flex items-center justify-center rounded-md text-ink-faint hover:bg-accent-soft hover:text-accent aria-disabled:cursor-not-allowed aria-disabled:hover:bg-unknown-soft aria-disabled:hover:text-ink-soft [&_svg]:size-4',
          small
            ? 'size-6'
            : 'h-[4.5rem] w-full border border-dashed border-transparent hover:border-accent aria-disabled:hover:border-line-strong',
        )}
      >
        {blocked ? <Ban aria-hidden /> : <Plus aria-hidden />}
      </button>
      {near ? <Hint id={id} place={place} anchor={ref} onAnswer={setBlocked} /> : null}
    </>
  );
};
