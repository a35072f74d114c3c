'use client';

import { commonWords, meetingsWords } from '@nanoedge/words';
import { Input, Select } from '@/components/ui/input.tsx';
import { useUrlState } from '@/browser/address/url-state.ts';
import { useSite } from '@/browser/site/site.tsx';

/** Which meetings are looked at, as the address says; an empty filter lets everything through. */
export const useMeetingFilters = () => {
  const { get, set } = useUrlState();
  return {
    room: get('room'),
    query: get('q'),
    showRoom: (room: string) => set({ room }),
    find: (q: string) => set({ q }),
  };
};

/** Narrows the meetings down to one room, where there are several, and to a title. */
export const MeetingFilters = ({
  room,
  query,
  showRoom,
  find,
}: ReturnType<typeof useMeetingFilters>) => {
  const { rooms } = useSite();
  return (
    <>
      {rooms.length > 1 ? (
        <Select
          aria-label={meetingsWords.room}
          value={room}
          onChange={(event) => showRoom(event.target.value)}
          className="w-36"
        >
          <option value="">{meetingsWords.allRooms}</option>
          {rooms.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      ) : null}
      <Input
        type="search"
        aria-label={meetingsWords.findByTitle}
        placeholder={commonWords.find}
        value={query}
        onChange={(event) => find(event.target.value)}
        className="w-36"
      />
    </>
  );
};
