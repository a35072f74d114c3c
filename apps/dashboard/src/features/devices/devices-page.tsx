'use client';

import { useQuery } from '@tanstack/react-query';
import { Cpu, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Input } from '@/components/ui/input.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useMe, useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { DeviceTable } from './device-table.tsx';
import { ExpectDevice } from './expect-device.tsx';

type ListedDevice = Outputs['devices']['list'][number];

const Devices = ({
  devices,
  onAdd,
}: {
  devices: readonly ListedDevice[];
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
  return <DeviceTable devices={found} />;
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
