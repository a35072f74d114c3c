'use client';

import { formatBytes, reasonWord, snapshotsWords, snapshotTableWords } from '@nanoedge/words';
import { Download, EllipsisVertical, FileSearch, RotateCcw, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu.tsx';
import { Badge, StateWord } from '@/components/ui/state-mark.tsx';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { type May, useMay } from '@/browser/site/site.tsx';
import { type Snapshot, snapshotHref } from './snapshot.ts';
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

interface Shown {
  compact: boolean;
  may: May;
  onAsk: (asked: Asked) => void;
}

const Actions = ({ snapshot, may, onAsk }: Omit<Shown, 'compact'> & { snapshot: Snapshot }) => (
  <Menu
    trigger={
      <Button
        tone="ghost"
        size="icon"
        aria-label={snapshotTableWords.actionsFor(snapshot.name, snapshot.deviceName)}
        className="size-7"
      >
        <EllipsisVertical aria-hidden />
      </Button>
    }
  >
    {may('snapshot.restore') ? (
      <MenuItem onClick={() => onAsk({ kind: 'restore', snapshot })}>
        <RotateCcw aria-hidden /> {snapshotTableWords.restore}
      </MenuItem>
    ) : null}
    <MenuItem onClick={() => showDetails(snapshot)}>
      <FileSearch aria-hidden /> {snapshotTableWords.details}
    </MenuItem>
    {may('snapshot.download') ? (
      <MenuItem onClick={() => download(snapshot)}>
        <Download aria-hidden /> {snapshotTableWords.download}
      </MenuItem>
    ) : null}
    {may('snapshot.remove') ? (
      <>
        <MenuLine />
        <MenuItem danger onClick={() => onAsk({ kind: 'delete', snapshot })}>
          <Trash2 aria-hidden /> {snapshotTableWords.delete}
        </MenuItem>
      </>
    ) : null}
  </Menu>
);

const State = ({ snapshot, compact }: { snapshot: Snapshot; compact: boolean }) => (
  <span className="flex items-center gap-2">
    {compact ? null : snapshot.inUse ? (
      <StateWord tone="ok">{snapshotTableWords.deployed}</StateWord>
    ) : (
      <StateWord tone="unknown">{snapshotTableWords.notDeployed}</StateWord>
    )}
    {snapshot.reclaimable ? (
      <Badge tone="attention">{snapshotTableWords.reclaimable}</Badge>
    ) : compact ? (
      snapshotTableWords.kept
    ) : null}
  </span>
);

const nameColumn = (compact: boolean): DataColumn<Snapshot> => {
  const shown = ({ name, version }: Snapshot): string => (compact ? version : name);
  return {
    id: compact ? 'release' : 'deployment',
    head: compact ? snapshotTableWords.release : snapshotTableWords.deployment,
    className: 'font-medium',
    pinned: !compact,
    value: shown,
    cell: (snapshot) => (
      <button
        type="button"
        onClick={() => showDetails(snapshot)}
        className="hover:text-accent hover:underline"
      >
        {shown(snapshot)}
      </button>
    ),
  };
};

/** Which deployment a snapshot is of, where that is not known already. */
const whoseColumns: readonly DataColumn<Snapshot>[] = [
  {
    id: 'device',
    head: snapshotTableWords.device,
    cell: ({ deviceName }) => deviceName,
    value: ({ deviceName }) => deviceName,
  },
  {
    id: 'release',
    head: snapshotTableWords.release,
    cell: ({ version }) => version,
    value: ({ version }) => version,
  },
];

const commonColumns: readonly DataColumn<Snapshot>[] = [
  {
    id: 'taken',
    head: snapshotTableWords.taken,
    cell: ({ reason }) => reasonWord[reason],
    value: ({ reason }) => reasonWord[reason],
  },
  {
    id: 'when',
    head: snapshotTableWords.when,
    right: true,
    cell: ({ takenAt }) => <Ago at={takenAt} />,
    value: ({ takenAt }) => takenAt,
  },
  {
    id: 'size',
    head: snapshotTableWords.size,
    right: true,
    title: ({ contentBytes }) => snapshotTableWords.ofFiles(formatBytes(contentBytes)),
    cell: ({ bytes }) => formatBytes(bytes),
    value: ({ bytes }) => bytes,
  },
  {
    id: 'files',
    head: snapshotTableWords.files,
    right: true,
    cell: ({ files }) => files,
    value: ({ files }) => files,
  },
];

const columnsFor = ({ compact, may, onAsk }: Shown): readonly DataColumn<Snapshot>[] => [
  nameColumn(compact),
  ...(compact ? [] : whoseColumns),
  ...commonColumns,
  {
    id: 'state',
    head: snapshotTableWords.state,
    cell: (snapshot) => <State snapshot={snapshot} compact={compact} />,
    value: ({ inUse, reclaimable }) => `${inUse ? 'deployed' : 'not'} ${String(reclaimable)}`,
  },
  {
    id: 'actions',
    head: snapshotTableWords.actions,
    quiet: true,
    right: true,
    cell: (snapshot) => <Actions snapshot={snapshot} may={may} onAsk={onAsk} />,
  },
];

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
  const may = useMay();
  const [asked, setAsked] = useState<Asked | null>(null);
  const columns = useMemo(() => columnsFor({ compact, may, onAsk: setAsked }), [compact, may]);
  const close = () => setAsked(null);
  return (
    <>
      <DataTable
        label={snapshotsWords.title}
        columns={columns}
        rows={snapshots}
        rowId={({ id }) => id}
        rowProps={({ id, name }) => ({
          'data-testid': 'snapshot-row',
          'data-snapshot': id,
          'data-service': name,
        })}
        orderKey="snapshots"
      />
      {asked?.kind === 'restore' ? (
        <RestoreDialog snapshot={asked.snapshot} onClose={close} />
      ) : null}
      {asked?.kind === 'delete' ? (
        <DeleteSnapshot snapshot={asked.snapshot} onClose={close} />
      ) : null}
    </>
  );
};
