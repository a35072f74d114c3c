'use client';

import { commonWords, meetingsWords } from '@nanoedge/words';
import { AddressSelect } from '@/components/ui/address-select.tsx';
import { AddressSearch } from '@/components/ui/address-search.tsx';
import { useUrlState } from '@/browser/address/url-state.ts';
import { useSite } from '@/browser/site/site.tsx';

/** Which meetings are looked at, as the address says; an empty filter lets everything through. */
export const useMeetingFilters = (): { room: string; query: string } => {
  const { get } = useUrlState();
  return { room: get('room'), query: get('q') };
};

/** Narrows the meetings down to one room, where there are several, and to a title. */
export const MeetingFilters = () => {
  const { rooms } = useSite();
  return (
    <>
      {rooms.length > 1 ? (
        <AddressSelect
          name="room"
          label={meetingsWords.room}
          all={meetingsWords.allRooms}
          options={rooms.map(({ id, name }) => ({ value: id, label: name }))}
          className="w-36"
        />
      ) : null}
      <AddressSearch
        label={meetingsWords.findByTitle}
        placeholder={commonWords.find}
        className="w-36"
      />
    </>
  );
};
