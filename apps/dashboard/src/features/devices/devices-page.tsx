'use client';

import { commonWords, devicesWords, expectDeviceWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { Cpu, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { AddressSearch } from '@/components/ui/address-search.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useMay, useSite } from '@/browser/site/site.tsx';
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
        title={devicesWords.none}
        icon={<Cpu aria-hidden />}
        action={
          onAdd === null ? undefined : (
            <Button tone="primary" onClick={onAdd}>
              <Plus aria-hidden /> {expectDeviceWords.title}
            </Button>
          )
        }
      >
        {devicesWords.whatIsOne}
      </Empty>
    );
  }
  if (found.length === 0) return <Empty title={devicesWords.noneFound}>{devicesWords.fewer}</Empty>;
  return <DeviceTable devices={found} />;
};

/** Which computers run the edge, and how are they? */
export const DevicesPage = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const may = useMay();
  const devices = useQuery(trpc.devices.list.queryOptions({ site }));
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title={devicesWords.title}
        subtitle={devicesWords.subtitle}
        actions={
          <>
            <AddressSearch
              label={devicesWords.find}
              placeholder={commonWords.find}
              className="w-40"
            />
            {may('device.add') ? (
              <Button tone="primary" onClick={() => setAdding(true)}>
                <Plus aria-hidden /> {expectDeviceWords.title}
              </Button>
            ) : null}
          </>
        }
      />
      <Panel className="mx-4 md:mx-6">
        {devices.isPending ? <SkeletonRows /> : null}
        {devices.error !== null ? (
          <Problem
            title={devicesWords.unread}
            detail={problemText(devices.error)}
            retry={devices.refetch}
          />
        ) : null}
        {devices.data === undefined ? null : (
          <Devices
            devices={devices.data}
            onAdd={may('device.add') ? () => setAdding(true) : null}
          />
        )}
      </Panel>
      <ExpectDevice open={adding} onClose={() => setAdding(false)} />
    </>
  );
};
