'use client';

import { expectDeviceWords } from '@nanoedge/words';
import { CopyId } from '@/components/ui/copy.tsx';
import { Ago } from '@/components/ui/time.tsx';

/** A one-time join token, and what to do with it on the device. */
export const ShownToken = ({
  name,
  token,
  expiresAt,
}: {
  name: string;
  token: string;
  expiresAt: number;
}) => (
  <div className="flex flex-col gap-3">
    <p>{expectDeviceWords.save}</p>
    <div className="flex items-center rounded-md border border-line bg-sunken p-2 break-all">
      <CopyId value={token} label={expectDeviceWords.joinToken} length={800} />
    </div>
    <p>{expectDeviceWords.start}</p>
    <pre className="overflow-x-auto rounded-md border border-line bg-sunken p-2 font-mono text-xs">
      {[
        `NANOEDGE_AGENT_NAME=${JSON.stringify(name)}`,
        `NANOEDGE_JOIN_KEY_FILE=${expectDeviceWords.keyPath}`,
      ].join('\n')}
    </pre>
    <p className="text-xs text-ink-soft">
      {expectDeviceWords.stops.before}
      <Ago at={expiresAt} />
      {expectDeviceWords.stops.after}
    </p>
  </div>
);
