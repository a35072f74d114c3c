'use client';

import { accountWords } from '@nanoedge/words';
import { useQueryClient } from '@tanstack/react-query';
import { LogOut, Monitor, Moon, Sun, UserCog } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { toast } from 'sonner';
import {
  Menu,
  MenuItem,
  MenuLabel,
  MenuLine,
  MenuLink,
  MenuRadioGroup,
  MenuRadioItem,
} from '@/components/ui/menu.tsx';
import { useAuth } from '@/browser/api/auth.ts';
import { useGate } from '@/browser/api/sign-in-gate.ts';
import { useMe } from '@/browser/site/site.tsx';

/** Signs out, forgets everything read so far and shows the sign-in page. */
export const useSignOut = () => {
  const auth = useAuth();
  const router = useRouter();
  const queries = useQueryClient();
  const gate = useGate();
  return async () => {
    const { error } = await auth.signOut();
    if (error !== null) {
      toast.error(accountWords.stillSignedIn);
      return;
    }
    gate.leave();
    queries.clear();
    router.replace('/sign-in');
  };
};

/** Who is signed in, with role, theme and the way out. */
export const UserMenu = ({ compact, side }: { compact: boolean; side: 'top' | 'bottom' }) => {
  const me = useMe();
  const role = accountWords.roles[me.role];
  const signOut = useSignOut();
  const { theme = 'system', setTheme } = useTheme();
  const initials = me.name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2)
    .toUpperCase();
  return (
    <Menu
      side={side}
      align={side === 'top' ? 'start' : 'end'}
      trigger={
        <button
          type="button"
          className="flex min-w-0 items-center gap-2 rounded-md p-1 text-left hover:bg-unknown-soft"
        >
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-[0.6875rem] font-semibold text-accent"
          >
            {initials}
          </span>
          {compact ? (
            <span className="sr-only">{accountWords.of(me.name, role)}</span>
          ) : (
            <span className="min-w-0 leading-tight">
              <span className="sr-only">{accountWords.account}</span>
              <span className="block truncate text-sm">{me.name}</span>
              <span className="block text-xs text-ink-faint">{role}</span>
            </span>
          )}
        </button>
      }
    >
      <MenuLabel>{accountWords.emailAndRole(me.email, role)}</MenuLabel>
      <MenuLine />
      <MenuLink href="/account">
        <UserCog aria-hidden /> {accountWords.own}
      </MenuLink>
      <MenuLine />
      <MenuRadioGroup value={theme} onChange={setTheme} label={accountWords.theme}>
        <MenuRadioItem value="light">
          <Sun aria-hidden /> {accountWords.light}
        </MenuRadioItem>
        <MenuRadioItem value="dark">
          <Moon aria-hidden /> {accountWords.dark}
        </MenuRadioItem>
        <MenuRadioItem value="system">
          <Monitor aria-hidden /> {accountWords.system}
        </MenuRadioItem>
      </MenuRadioGroup>
      <MenuLine />
      <MenuItem onClick={() => void signOut()}>
        <LogOut aria-hidden /> {accountWords.signOut}
      </MenuItem>
    </Menu>
  );
};
