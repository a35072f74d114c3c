'use client';

import { eventListWords } from '@nanoedge/words';
import { useSite } from '@/browser/site/site.tsx';
import { AddressSelect } from '@/components/ui/address-select.tsx';
import { eventGroups } from './event-filter.ts';
import { useNames } from './names.ts';

/** The groups of events, as `kind` of the address. */
export const KindSelect = ({ className }: { className: string }) => (
  <AddressSelect
    name="kind"
    label={eventListWords.kind}
    all={eventListWords.allKinds}
    options={eventGroups}
    className={className}
  />
);

/** The site's devices, as `device` of the address. */
export const DeviceSelect = ({ className }: { className: string }) => {
  const { plan } = useSite();
  const names = useNames();
  return (
    <AddressSelect
      name="device"
      label={eventListWords.device}
      all={eventListWords.allDevices}
      options={plan.devices.map(({ device }) => ({ value: device, label: names.device(device) }))}
      className={className}
    />
  );
};
