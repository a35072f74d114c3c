'use client';

import { Download, EllipsisVertical, FileSearch, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu.tsx';
import { Badge, StateWord } from '@/components/ui/state-mark.tsx';
import { Table, Td, Th, Tr } from '@/components/ui/table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { formatBytes } from '@/browser/words/format.ts';
import { useMe } from '@/browser/site/site.tsx';
import { reasonWord, type Snapshot, snapshotHref } from './snapshot-words.ts';
import { setInAddress } from '@/browser/address/url-state.ts';
import { DeleteSnapshot } from './delete-snapshot.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

interface Asked {
  kind: 'restore' | 'delete';
  snapshot: Snapshot;
}

const showDetails = (snapshot: Snapshot) => setInAddress({ snapshot: snapshot.id });

const download = (snapshot: Snapshot) => {
  const link = document.createElement('a');
  link.href = snapshotHref(snapshot.id);
  link.download = '';
  link.click();
};

const Row = ({
  snapshot,
  compact,
  onAsk,
}: {
  snapshot: Snapshot;
  compact: boolean;
  onAsk: (asked: Asked) => void;
}) => {
  const { role } = useMe();
  const { name, deviceName } = snapshot;
  return (
    <Tr data-testid="snapshot-row" data-snapshot={snapshot.id} data-service={name}>
      <Td className="font-medium">
        <button
          type="button"
          onClick={() => showDetails(snapshot)}
          className="hover:text-accent hover:underline"
        >
          {compact ? snapshot.version : name}
        </button>
      </Td>
      {compact ? null : <Td>{deviceName}</Td>}
      {compact ? null : <Td>{snapshot.version}</Td>}
      <Td>{reasonWord[snapshot.reason]}</Td>
      <Td className="text-right">
        <Ago at={snapshot.takenAt} />
      </Td>
      <Td className="text-right" title={`${formatBytes(snapshot.contentBytes)} of files`}>
        {formatBytes(snapshot.bytes)}
      </Td>
      <Td className="text-right">{snapshot.files}</Td>
      <Td>
        <span className="flex items-center gap-2">
          {compact ? null : snapshot.inUse ? (
            <StateWord tone="ok">deployed now</StateWord>
          ) : (
            <StateWord tone="unknown">not deployed</StateWord>
          )}
          {snapshot.reclaimable ? (
            <Badge tone="attention">reclaimable</Badge>
          ) : compact ? (
            'kept'
          ) : null}
        </span>
      </Td>
      <Td className="text-right">
        <Menu
          trigger={
            <Button
              tone="ghost"
              size="icon"
              aria-label={`Actions for the snapshot of ${name} on ${deviceName}`}
              className="size-7"
            >
              <EllipsisVertical aria-hidden />
            </Button>
          }
        >
          {role === 'admin' ? (
            <MenuItem onClick={() => onAsk({ kind: 'restore', snapshot })}>
              <RotateCcw aria-hidden /> Restore…
            </MenuItem>
          ) : null}
          <MenuItem onClick={() => showDetails(snapshot)}>
            <FileSearch aria-hidden /> Files and hashes
          </MenuItem>
          {role === 'admin' ? (
            <>
              <MenuItem onClick={() => download(snapshot)}>
                <Download aria-hidden /> Download
              </MenuItem>
              <MenuLine />
              <MenuItem danger onClick={() => onAsk({ kind: 'delete', snapshot })}>
                <Trash2 aria-hidden /> Delete…
              </MenuItem>
            </>
          ) : null}
        </Menu>
      </Td>
    </Tr>
  );
};

/**
 * Snapshots, newest first, with what can be done with each. `compact`: all of one deployment, which
 * need not be named.
 */
export const SnapshotTable = ({
  snapshots,
  compact = false,
}: {
  snapshots: readonly Snapshot[];
  compact?: boolean;
}) => {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Table label="Snapshots">
        <thead>
          <tr>
            <Th>{compact ? 'Release' : 'Deployment'}</Th>
            {compact ? null : <Th>Device</Th>}
            {compact ? null : <Th>Release</Th>}
            <Th>Taken</Th>
            <Th className="text-right">When</Th>
            <Th className="text-right">Size</Th>
            <Th className="text-right">Files</Th>
            <Th>State</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {snapshots.map((snapshot) => (
            <Row key={snapshot.id} snapshot={snapshot} compact={compact} onAsk={setAsked} />
          ))}
        </tbody>
      </Table>
      {asked?.kind === 'restore' ? (
        <RestoreDialog snapshot={asked.snapshot} onClose={close} />
      ) : null}
      {asked?.kind === 'delete' ? (
        <DeleteSnapshot snapshot={asked.snapshot} onClose={close} />
      ) : null}
    </>
  );
};
