'use client';

import { addPersonWords, commonWords, peopleWords } from '@nanoedge/words';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { UserPlus, Users } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { Disc } from '@/components/ui/disc.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { AddressSearch } from '@/components/ui/address-search.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useMay, useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { DeletedPeople } from './deleted-people.tsx';
import { AddPerson } from './add-person.tsx';

type Person = Outputs['people']['list'][number];

const columns: readonly DataColumn<Person>[] = [
  {
    id: 'name',
    head: commonWords.name,
    pinned: true,
    value: ({ name }) => name,
    cell: (person) => (
      <Link
        href={`/people/${encodeURIComponent(person.id)}`}
        className="flex items-center gap-2.5 font-medium hover:text-accent hover:underline"
      >
        <Disc person={person} size="sm" /> {person.name}
      </Link>
    ),
  },
  {
    id: 'keys',
    head: peopleWords.keys,
    className: 'text-ink-soft',
    value: ({ keys }) => keys.length,
    cell: (person) =>
      person.keys.length === 1 ? (
        <code className="text-xs">{person.keys[0]?.shown}</code>
      ) : (
        peopleWords.keyCount(person.keys.length)
      ),
  },
  {
    id: 'meetings',
    head: peopleWords.meetings,
    right: true,
    cell: ({ upcomingMeetings }) => upcomingMeetings,
    value: ({ upcomingMeetings }) => upcomingMeetings,
  },
  {
    id: 'recognised',
    head: peopleWords.recognised,
    right: true,
    value: ({ lastRecognisedAt }) => lastRecognisedAt,
    cell: ({ lastRecognisedAt }) =>
      lastRecognisedAt === null ? (
        <span className="text-ink-soft">{commonWords.never}</span>
      ) : (
        <Ago at={lastRecognisedAt} />
      ),
  },
];

/** Whom does the edge know, and by which keys? */
export const PeoplePage = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const may = useMay();
  const { get, set } = useUrlState();
  const query = get('q');
  const people = useQuery({
    ...trpc.people.list.queryOptions({ site, ...(query === '' ? {} : { query }) }),
    placeholderData: keepPreviousData,
  });
  const add = may('person.edit') ? () => set({ add: '1' }) : null;
  const addButton =
    add === null ? null : (
      <Button tone="primary" onClick={add}>
        <UserPlus aria-hidden /> {addPersonWords.title}
      </Button>
    );
  return (
    <>
      <PageHeader
        title={peopleWords.title}
        subtitle={peopleWords.subtitle}
        actions={
          <>
            <AddressSearch
              label={peopleWords.find}
              placeholder={commonWords.find}
              className="w-40"
            />
            {addButton}
          </>
        }
      />
      <Panel className="mx-4 md:mx-6">
        {people.isPending ? <SkeletonRows /> : null}
        {people.error !== null ? (
          <Problem
            title={peopleWords.unread}
            detail={problemText(people.error)}
            retry={people.refetch}
          />
        ) : null}
        {people.data !== undefined && people.data.length === 0 ? (
          <Empty
            title={query === '' ? peopleWords.none : peopleWords.noneFound}
            icon={<Users aria-hidden />}
            action={query === '' ? addButton : undefined}
          >
            {query === '' ? peopleWords.addThem : peopleWords.fewer}
          </Empty>
        ) : null}
        {people.data !== undefined && people.data.length > 0 ? (
          <DataTable
            label={peopleWords.title}
            columns={columns}
            rows={people.data}
            rowId={({ id }) => id}
            rowProps={() => ({ 'data-testid': 'person-row' })}
          />
        ) : null}
      </Panel>
      {add === null ? null : <DeletedPeople />}
      <AddPerson open={add !== null && get('add') === '1'} onClose={() => set({ add: '' })} />
    </>
  );
};
