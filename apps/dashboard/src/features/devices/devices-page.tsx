'use client';

import { useQuery } from '@tanstack/react-query';
import { Cpu, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Input } from '@/components/ui/input.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Table, Td, Th, Tr } from '@/components/ui/table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { deviceCondition, serviceMemory } from './device-words.ts';
import { formatBytes } from '@/browser/words/format.ts';
import { useDeviceStatus } from './device-status.ts';
import { problemText } from '@/browser/api/problem.ts';
import { useMe, useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { ExpectDevice } from './expect-device.tsx';

type DeviceRow = Outputs['devices']['list'][number];

const DeviceLine = ({ device }: { device: DeviceRow }) => {
  const status = useDeviceStatus(device.id, device.status);
  const { word, tone } = deviceCondition(status, device.enrolledAt !== null);
  const services = status.reported?.services ?? [];
  const answering = status.connected
    ? services.filter(({ state }) => state === 'answering').length
    : null;
  const memory = serviceMemory(status);
  const seen = status.connected ? (status.reported?.at ?? status.since) : device.lastSeenAt;
  return (
    <Tr
      data-testid="device-row"
      data-device={device.id}
      className={status.connected ? '' : 'text-ink-soft'}
    >
      <Td className="sticky left-0 bg-surface font-medium">
        <Link
          href={`/devices/${encodeURIComponent(device.id)}`}
          className="hover:text-accent hover:underline"
        >
          {device.name}
        </Link>
      </Td>
      <Td>
        <StateWord tone={tone}>{word}</StateWord>
      </Td>
      <Td>{device.zone.name}</Td>
      <Td className="text-right">
        {answering === null
          ? `? of ${String(device.services.desired)}`
          : `${String(answering)} of ${String(device.services.desired)}`}
      </Td>
      <Td className="text-right">{memory === null ? '–' : formatBytes(memory)}</Td>
      <Td className="text-right">
        {status.reported === null ? '–' : status.reported.host.load1.toFixed(2)}
      </Td>
      <Td>{device.things.map(({ name }) => name).join(', ') || '–'}</Td>
      <Td className="text-right">{seen === null ? 'never' : <Ago at={seen} />}</Td>
    </Tr>
  );
};

const Devices = ({
  devices,
  onAdd,
}: {
  devices: readonly DeviceRow[];
  onAdd: (() => void) | null;
}) => {
  const { get } = useUrlState();
  const query = get('q').toLowerCase();
  const found = devices.filter(({ name, zone }) =>
    `${name} ${zone.name}`.toLowerCase().includes(query),
  );
  if (devices.length === 0) {
    return (
      <Empty
        title="No device has enrolled yet"
        icon={<Cpu aria-hidden />}
        action={
          onAdd === null ? undefined : (
            <Button tone="primary" onClick={onAdd}>
              <Plus aria-hidden /> Expect a device
            </Button>
          )
        }
      >
        A device is a computer with a Docker Engine and our agent. Expect one here, and start its
        agent with the key that you get.
      </Empty>
    );
  }
  if (found.length === 0) return <Empty title="No device has that name">Try fewer letters.</Empty>;
  return (
    <Table label="Devices">
      <thead>
        <tr>
          <Th className="sticky left-0 bg-surface">Device</Th>
          <Th>State</Th>
          <Th>Zone</Th>
          <Th className="text-right">Services answering</Th>
          <Th className="text-right">Services’ memory</Th>
          <Th className="text-right">Load</Th>
          <Th>Things</Th>
          <Th className="text-right">Last seen</Th>
        </tr>
      </thead>
      <tbody>
        {found.map((device) => (
          <DeviceLine key={device.id} device={device} />
        ))}
      </tbody>
    </Table>
  );
};

/** Which computers run the edge, and how are they? */
export const DevicesPage = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const { role } = useMe();
  const devices = useQuery(trpc.devices.list.queryOptions({ site }));
  const { get, set } = useUrlState();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title="Devices"
        subtitle="Which computers run the edge, and how are they?"
        actions={
          <>
            <Input
              type="search"
              aria-label="Find a device"
              placeholder="Find"
              value={get('q')}
              onChange={(event) => set({ q: event.target.value })}
              className="w-40"
            />
            {role === 'admin' ? (
              <Button tone="primary" onClick={() => setAdding(true)}>
                <Plus aria-hidden /> Expect a device
              </Button>
            ) : null}
          </>
        }
      />
      <Panel className="mx-4 md:mx-6">
        {devices.isPending ? <SkeletonRows /> : null}
        {devices.error !== null ? (
          <Problem
            title="The devices could not be read"
            detail={problemText(devices.error)}
            retry={devices.refetch}
          />
        ) : null}
        {devices.data === undefined ? null : (
          <Devices devices={devices.data} onAdd={role === 'admin' ? () => setAdding(true) : null} />
        )}
      </Panel>
      <ExpectDevice open={adding} onClose={() => setAdding(false)} />
    </>
  );
};
