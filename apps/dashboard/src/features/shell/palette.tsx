'use client';

import { Dialog } from '@base-ui/react/dialog';
import {
  accountWords,
  paletteFinds,
  paletteWords,
  placeWords,
  shellWords,
  timeRange,
} from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import {
  Boxes,
  CalendarDays,
  CalendarPlus,
  Container,
  Cpu,
  LogOut,
  Moon,
  User,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { type ReactNode, useState } from 'react';
import { Disc } from '@/components/ui/disc.tsx';
import { useNanoserviceTitles } from '@/features/nanoservices/use-nanoservice-titles.ts';
import { useMay, useSite, useWithOwnTime } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { placesFor } from './nav.ts';
import { useSignOut } from './user-menu.tsx';

const Item = ({
  value,
  onSelect,
  children,
}: {
  value: string;
  onSelect: () => void;
  children: ReactNode;
}) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="flex h-9 cursor-default items-center gap-2.5 rounded px-2 aria-selected:bg-accent-soft aria-selected:text-accent [&>svg]:size-4 [&>svg]:text-ink-faint"
  >
    {children}
  </Command.Item>
);

const groupLook =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint';

/** An entry stays while it has every word that was typed somewhere in it. */
const everyWord = (value: string, search: string): number =>
  search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => value.toLowerCase().includes(word))
    ? 1
    : 0;

const Objects = ({ go }: { go: (href: string) => void }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const withOwn = useWithOwnTime();
  const may = useMay();
  const [since] = useState(() => Date.now() - 12 * 3_600_000);
  const meetings = useQuery(trpc.meetings.list.queryOptions({ site, from: since }));
  const people = useQuery({
    ...trpc.people.list.queryOptions({ site }),
    enabled: may('person.edit'),
  });
  const nanoservices = useNanoserviceTitles(may('deployment.change'));
  const devices = useQuery({
    ...trpc.devices.list.queryOptions({ site }),
    enabled: may('device.add'),
  });
  return (
    <>
      <Command.Group heading={placeWords.meetings.label} className={groupLook}>
        {meetings.data?.slice(0, 30).map((meeting) => (
          <Item
            key={meeting.id}
            value={paletteFinds.meeting(meeting.title, meeting.id)}
            onSelect={() => go(`/meetings/${meeting.id}`)}
          >
            <CalendarDays aria-hidden /> <span className="truncate">{meeting.title}</span>
            <span className="ml-auto text-xs text-ink-faint">
              {withOwn((clock) => timeRange(meeting, clock))}
            </span>
          </Item>
        ))}
      </Command.Group>
      <Command.Group heading={placeWords.people.label} className={groupLook}>
        {people.data?.map((person) => (
          <Item
            key={person.id}
            value={paletteFinds.person(person.name, person.id)}
            onSelect={() => go(`/people/${person.id}`)}
          >
            <Disc person={person} size="sm" /> {person.name}
          </Item>
        ))}
      </Command.Group>
      <Command.Group heading={placeWords.nanoservices.label} className={groupLook}>
        {nanoservices.map(({ name, title }) => (
          <Item
            key={name}
            value={paletteFinds.nanoservice(title, name)}
            onSelect={() => go(`/nanoservices/${encodeURIComponent(name)}`)}
          >
            <Boxes aria-hidden /> {title}
          </Item>
        ))}
      </Command.Group>
      <Command.Group heading={placeWords.devices.label} className={groupLook}>
        {devices.data?.map((device) => (
          <Item
            key={device.id}
            value={paletteFinds.device(device.name, device.id)}
            onSelect={() => go(`/devices/${device.id}`)}
          >
            <Cpu aria-hidden /> {device.name}{' '}
            <span className="ml-auto text-xs text-ink-faint">{device.zone.name}</span>
          </Item>
        ))}
      </Command.Group>
    </>
  );
};

/** Reaches every page, meeting, person, device and action by typing. */
export const Palette = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const router = useRouter();
  const may = useMay();
  const signOut = useSignOut();
  const { resolvedTheme, setTheme } = useTheme();
  const run = (action: () => void) => () => {
    onClose();
    action();
  };
  const go = (href: string) => run(() => router.push(href))();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed top-[12vh] left-1/2 z-50 w-[calc(100%-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-pop">
          <Dialog.Title className="sr-only">{shellWords.searchOrJump}</Dialog.Title>
          <Command label={shellWords.searchOrJump} loop filter={everyWord}>
            <Command.Input
              placeholder={paletteWords.placeholder}
              className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-faint"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto p-2">
              <Command.Empty className="px-2 py-6 text-center text-ink-soft">
                {paletteWords.none}
              </Command.Empty>
              <Command.Group heading={paletteWords.pages} className={groupLook}>
                {placesFor(may).map(({ href, label, icon: Icon }) => (
                  <Item key={href} value={paletteFinds.page(label)} onSelect={() => go(href)}>
                    <Icon aria-hidden /> {label}
                  </Item>
                ))}
              </Command.Group>
              <Command.Group heading={paletteWords.actions} className={groupLook}>
                {may('meeting.create') ? (
                  <Item value={paletteFinds.newMeeting} onSelect={() => go('/meetings/new')}>
                    <CalendarPlus aria-hidden /> {paletteWords.newMeeting}
                  </Item>
                ) : null}
                {may('nanoservice.create') ? (
                  <Item
                    value={paletteFinds.createNanoservice}
                    onSelect={() => go('/new-nanoservice')}
                  >
                    <Boxes aria-hidden /> {paletteWords.createNanoservice}
                  </Item>
                ) : null}
                {may('person.edit') ? (
                  <Item value={paletteFinds.addPerson} onSelect={() => go('/people?add=1')}>
                    <User aria-hidden /> {paletteWords.addPerson}
                  </Item>
                ) : null}
                {may('registry.edit') ? (
                  <Item value={paletteFinds.registries} onSelect={() => go('/registries')}>
                    <Container aria-hidden /> {paletteWords.registries}
                  </Item>
                ) : null}
                <Item
                  value={paletteFinds.switchTheme}
                  onSelect={run(() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark'))}
                >
                  <Moon aria-hidden /> {shellWords.switchTheme}
                </Item>
                <Item value={paletteFinds.signOut} onSelect={run(() => void signOut())}>
                  <LogOut aria-hidden /> {accountWords.signOut}
                </Item>
              </Command.Group>
              {open ? <Objects go={go} /> : null}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
