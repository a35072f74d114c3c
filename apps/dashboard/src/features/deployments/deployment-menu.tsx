'use client';

import { deploymentMenuWords, isTriedAgain } from '@nanoedge/words';
import {
  Archive,
  ArrowUpRight,
  EllipsisVertical,
  OctagonX,
  PackagePlus,
  RefreshCw,
  RotateCw,
  SlidersHorizontal,
  Trash2,
} from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { Menu, MenuItem, MenuLine, MenuLink } from '@/components/ui/menu.tsx';
import { type Deployment, useChanges } from './changes-context.ts';

/** What can be done with a deployment, the same wherever it is shown. */
export const DeploymentMenu = ({
  deployment,
  where,
  open = true,
  labelled = false,
}: {
  deployment: Deployment;
  where: string;
  /** Offers the way to its page, which its own page does not need. */
  open?: boolean;
  labelled?: boolean;
}) => {
  const changes = useChanges();
  const { id, name, status } = deployment;
  const again =
    status.kind === 'known' && isTriedAgain(status.service.state)
      ? deploymentMenuWords.tryNow
      : deploymentMenuWords.restart;
  const label = deploymentMenuWords.label(name, where);
  return (
    <Menu
      trigger={
        labelled ? (
          <Button aria-label={label}>
            {deploymentMenuWords.actions} <EllipsisVertical aria-hidden />
          </Button>
        ) : (
          <Button tone="ghost" size="icon" aria-label={label} className="size-6">
            <EllipsisVertical aria-hidden />
          </Button>
        )
      }
    >
      {open ? (
        <MenuLink href={`/deployments/${encodeURIComponent(id)}`}>
          <ArrowUpRight aria-hidden /> {deploymentMenuWords.open}
        </MenuLink>
      ) : null}
      <MenuLink href={`/snapshots?q=${encodeURIComponent(name)}`}>
        <Archive aria-hidden /> {deploymentMenuWords.snapshots}
      </MenuLink>
      {changes === null ? null : (
        <>
          <MenuLine />
          <MenuItem onClick={() => changes.ask({ kind: 'change', deployment, part: 'release' })}>
            <RefreshCw aria-hidden /> {deploymentMenuWords.changeRelease}
          </MenuItem>
          <MenuItem onClick={() => changes.ask({ kind: 'change', deployment, part: 'config' })}>
            <SlidersHorizontal aria-hidden /> {deploymentMenuWords.changeConfig}
          </MenuItem>
          <MenuItem onClick={() => changes.restart(id)}>
            <RotateCw aria-hidden /> {again}
          </MenuItem>
          <MenuItem onClick={() => changes.recreate(id)}>
            <PackagePlus aria-hidden /> {deploymentMenuWords.recreate}
          </MenuItem>
          <MenuLine />
          <MenuItem
            onClick={() => changes.ask({ kind: 'remove', deployment, withoutSnapshot: false })}
          >
            <Trash2 aria-hidden /> {deploymentMenuWords.remove}
          </MenuItem>
          <MenuItem
            danger
            onClick={() => changes.ask({ kind: 'remove', deployment, withoutSnapshot: true })}
          >
            <OctagonX aria-hidden /> {deploymentMenuWords.terminate}
          </MenuItem>
        </>
      )}
    </Menu>
  );
};
