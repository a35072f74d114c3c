import type { StoredEvent } from '@nanoedge/protocol';
import { arrivalWords } from '@nanoedge/words';
import { Panel } from '@/components/ui/page.tsx';
import { EventRow } from '@/features/events/event-row.tsx';
import { useNames } from '@/features/events/names.ts';

/** Every event of an arrival, oldest first. */
export const ArrivalEvents = ({ events }: { events: readonly StoredEvent[] }) => {
  const names = useNames();
  return (
    <Panel
      title={arrivalWords.events}
      actions={<span className="text-xs text-ink-faint">{arrivalWords.oldestFirst}</span>}
      className="self-start"
      scrolls
      bodyClassName="max-h-80"
    >
      <div role="list" aria-label={arrivalWords.events}>
        {events.map((event) => (
          <EventRow
            key={event.id}
            row={{ seen: { event, pageAt: event.receivedAt }, count: 1, since: event.body.at }}
            names={names}
          />
        ))}
      </div>
      {events.length === 0 ? <p className="p-4 text-ink-soft">{arrivalWords.noEvents}</p> : null}
    </Panel>
  );
};
