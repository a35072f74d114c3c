'use client';

import {
  Archive,
  ArrowUpRight,
  EllipsisVertical,
  OctagonX,
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
  const { id, name } = deployment;
  const label = `Actions for ${name} on ${where}`;
  return (
    <Menu
      trigger={
        labelled ? (
          <Button aria-label={label}>
            Actions <EllipsisVertical aria-hidden />
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
          <ArrowUpRight aria-hidden /> Open
        </MenuLink>
      ) : null}
      <MenuLink href={`/snapshots?q=${encodeURIComponent(name)}`}>
        <Archive aria-hidden /> Snapshots
      </MenuLink>
      {changes === null ? null : (
        <>
          <MenuLine />
          <MenuItem onClick={() => changes.ask({ kind: 'change', deployment, part: 'release' })}>
            <RefreshCw aria-hidden /> Change release…
          </MenuItem>
          <MenuItem onClick={() => changes.ask({ kind: 'change', deployment, part: 'config' })}>
            <SlidersHorizontal aria-hidden /> Change config…
          </MenuItem>
          <MenuItem onClick={() => changes.restart(id)}>
            <RotateCw aria-hidden /> Restart
          </MenuItem>
          <MenuLine />
          <MenuItem
            onClick={() => changes.ask({ kind: 'remove', deployment, withoutSnapshot: false })}
          >
            <Trash2 aria-hidden /> Remove…
          </MenuItem>
          <MenuItem
            danger
            onClick={() => changes.ask({ kind: 'remove', deployment, withoutSnapshot: true })}
          >
            <OctagonX aria-hidden /> Terminate without snapshot…
          </MenuItem>
        </>
      )}
    </Menu>
  );
};
