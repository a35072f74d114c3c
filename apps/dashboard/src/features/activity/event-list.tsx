'use client';

import { eventListWords } from '@nanoedge/words';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EventRow } from '@/features/events/event-row.tsx';
import { AddressSelect } from '@/components/ui/address-select.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import {
  type EventChoice,
  eventFilter,
  isProgress,
  typesOfGroup,
} from '@/features/events/event-filter.ts';
import { foldRepeats } from '@/features/events/fold.ts';
import { DeviceSelect, KindSelect } from '@/features/events/event-selects.tsx';
import { useLive } from '@/browser/live/provider.tsx';
import type { SeenEvent } from '@/browser/live/reduce.ts';
import { useNames } from '@/features/events/names.ts';
import { problemText } from '@/browser/api/problem.ts';
import { useNanoserviceTitles } from '@/features/nanoservices/use-nanoservice-titles.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC, useTRPCClient } from '@/browser/api/trpc.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { More } from './more.tsx';

const pageSize = 100;

interface Filters extends EventChoice {
  service: string;
}

const useFilters = (): Filters => {
  const { get } = useUrlState();
  return { kind: get('kind'), device: get('device'), service: get('service') };
};

const seenFilter = (filters: Filters): ((seen: SeenEvent) => boolean) => {
  const passes = eventFilter(filters);
  return ({ event }) =>
    passes(event) && (filters.service === '' || event.source.nanoservice === filters.service);
};

/** Kind, device and nanoservice, kept in the address. */
export const EventFilters = () => {
  const nanoservices = useNanoserviceTitles();
  return (
    <>
      <KindSelect className="w-32" />
      <DeviceSelect className="w-36" />
      <AddressSelect
        name="service"
        label={eventListWords.nanoservice}
        all={eventListWords.allNanoservices}
        options={nanoservices.map(({ name, title }) => ({ value: name, label: title }))}
        className="w-44"
      />
    </>
  );
};

/** Stored events page by page, and on top of them what is pushed while one looks. */
const useEvents = (filters: Filters) => {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { id: site } = useSite();
  const pushed = useLive((state) => state.data.events);
  const input = {
    site,
    limit: pageSize,
    ...(filters.kind === '' ? {} : { types: [...typesOfGroup(filters.kind)] }),
    ...(filters.device === '' ? {} : { device: filters.device }),
    ...(filters.service === '' ? {} : { nanoservice: filters.service }),
  };
  const read = useInfiniteQuery({
    queryKey: [...trpc.events.list.queryKey(input), 'pages'],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      client.events.list.query(pageParam === 0 ? input : { ...input, before: pageParam }, {
        signal,
      }),
    getNextPageParam: (page) => (page.more ? page.events.at(-1)?.id : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const stored = (read.data?.pages ?? []).flatMap(({ events }) =>
    events.map((event): SeenEvent => ({ event, pageAt: event.receivedAt })),
  );
  const newest = stored[0]?.event.id ?? 0;
  const added =
    read.data === undefined
      ? []
      : pushed.filter((seen) => seen.event.id > newest).filter(seenFilter(filters));
  return { read, rows: [...added, ...stored].filter(({ event }) => !isProgress(event)) };
};

/** The events that pass the filters, newest first, older ones as one scrolls. */
export const EventList = () => {
  const filters = useFilters();
  const names = useNames();
  const { set } = useUrlState();
  const { read, rows } = useEvents(filters);
  const filtered = Object.values(filters).some((value) => value !== '');
  if (read.isPending) return <SkeletonRows rows={12} className="h-5" />;
  return (
    <>
      {read.error !== null ? (
        <Problem
          title={eventListWords.unread}
          detail={problemText(read.error)}
          retry={read.refetch}
        />
      ) : null}
      {rows.length === 0 && read.error === null ? (
        <Empty
          title={filtered ? eventListWords.nonePasses : eventListWords.noneYet}
          action={
            filtered ? (
              <Button onClick={() => set({ kind: '', device: '', service: '' })}>
                {eventListWords.clear}
              </Button>
            ) : undefined
          }
        >
          {filtered ? eventListWords.fewer : eventListWords.comesLater}
        </Empty>
      ) : null}
      <div role="list" aria-label={eventListWords.newestFirst}>
        {foldRepeats(rows).map((row) => (
          <EventRow key={row.seen.event.id} row={row} names={names} />
        ))}
      </div>
      {read.hasNextPage ? (
        <More busy={read.isFetchingNextPage} onMore={() => void read.fetchNextPage()} />
      ) : null}
    </>
  );
};
