'use client';

import { accountsWords as words } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { EllipsisVertical, Plus, Send } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useMe } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { CopyId } from '@/components/ui/copy.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Select } from '@/components/ui/input.tsx';
import { Menu, MenuItem } from '@/components/ui/menu.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { AccountLinks } from './account-links.tsx';
import { CreateAccount } from './create-account.tsx';
import { InviteAccount, type ToldLink } from './invite-account.tsx';
import { ToldLinkDialog } from './told-link.tsx';

type Account = Outputs['accounts']['list'][number];
interface Asked {
  act: 'disable' | 'signOut' | 'resetPassword' | 'resetByLink' | 'endSecondFactor';
  account: Account;
}

const roles = ['viewer', 'organiser', 'admin'] as const;

/** A password that is told once, and to whom it belongs. */
export interface ToldPassword {
  email: string;
  password: string;
}

const Told = ({ told, onClose }: { told: ToldPassword; onClose: () => void }) => (
  <Dialog open onClose={onClose} title={words.passwordOf(told.email)}>
    <div className="flex flex-col gap-3">
      <p>{words.tellPassword}</p>
      <div className="rounded-md border border-line bg-sunken p-2 break-all">
        <CopyId value={told.password} label={words.password} length={100} />
      </div>
    </div>
  </Dialog>
);

/** Everything that can be done to an account, and what the list is then. */
const useActs = (on: {
  password: (told: ToldPassword) => void;
  link: (told: ToldLink) => void;
  done: () => void;
}) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const store = async () => {
    on.done();
    await queries.invalidateQueries(trpc.accounts.pathFilter());
  };
  const failed = { onError: (error: unknown) => toast.error(problemText(error)) };
  const done = { onSuccess: store, ...failed };
  return {
    disable: useMutation(trpc.accounts.disable.mutationOptions(done)),
    enable: useMutation(trpc.accounts.enable.mutationOptions(done)),
    endSecondFactor: useMutation(trpc.accounts.endSecondFactor.mutationOptions(done)),
    signOut: useMutation(trpc.accounts.signOut.mutationOptions(done)),
    setRole: useMutation(trpc.accounts.setRole.mutationOptions(done)),
    resetPassword: useMutation(
      trpc.accounts.resetPassword.mutationOptions({
        onSuccess: async ({ account, password }) => {
          on.password({ email: account.email, password });
          await store();
        },
        ...failed,
      }),
    ),
    resetByLink: useMutation(
      trpc.accounts.resetByLink.mutationOptions({
        onSuccess: async (made) => {
          on.link(made);
          await store();
        },
        ...failed,
      }),
    ),
  };
};

const Row = ({
  account,
  isOwn,
  acts,
  onAsk,
}: {
  account: Account;
  isOwn: boolean;
  acts: ReturnType<typeof useActs>;
  onAsk: (act: Asked['act']) => void;
}) => (
  <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
    <div className="min-w-0 basis-full sm:flex-1">
      <p className="truncate font-medium">{account.name}</p>
      <p className="truncate text-ink-soft">
        {account.site === null ? account.email : words.ofSite(account.email, account.site)}
      </p>
    </div>
    <span className="grow text-ink-soft sm:grow-0">
      {account.disabledAt === null ? (
        words.sessions(account.sessions)
      ) : (
        <StateWord tone="attention">{words.disabled}</StateWord>
      )}
    </span>
    <Select
      aria-label={words.roleOf(account.name)}
      value={account.role}
      disabled={isOwn || acts.setRole.isPending}
      onChange={({ target }) => {
        const role = roles.find((one) => one === target.value);
        if (role !== undefined) acts.setRole.mutate({ account: account.id, role });
      }}
      className="w-32"
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {words.roles[role]}
        </option>
      ))}
    </Select>
    <Menu
      trigger={
        <Button size="sm" aria-label={words.actionsOn(account.name)}>
          <EllipsisVertical aria-hidden />
        </Button>
      }
    >
      <MenuItem onClick={() => onAsk('resetPassword')}>{words.ask.resetPassword.item}</MenuItem>
      {account.disabledAt === null ? (
        <MenuItem onClick={() => onAsk('resetByLink')}>{words.ask.resetByLink.item}</MenuItem>
      ) : null}
      {account.secondFactor ? (
        <MenuItem onClick={() => onAsk('endSecondFactor')}>
          {words.ask.endSecondFactor.item}
        </MenuItem>
      ) : null}
      <MenuItem onClick={() => onAsk('signOut')}>{words.ask.signOut.item}</MenuItem>
      {account.disabledAt !== null ? (
        <MenuItem onClick={() => acts.enable.mutate({ account: account.id })}>
          {words.enable}
        </MenuItem>
      ) : isOwn ? null : (
        <MenuItem danger onClick={() => onAsk('disable')}>
          {words.ask.disable.item}
        </MenuItem>
      )}
    </Menu>
  </li>
);

const Accounts = ({ accounts }: { accounts: readonly Account[] }) => {
  const { id: own } = useMe();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState<ToldPassword | null>(null);
  const close = () => setAsked(null);
  const [link, setLink] = useState<ToldLink | null>(null);
  const acts = useActs({ password: setTold, link: setLink, done: close });
  const asking = words.ask[asked?.act ?? 'signOut'];
  return (
    <>
      <ul aria-label={words.title}>
        {accounts.map((account) => (
          <Row
            key={account.id}
            account={account}
            isOwn={account.id === own}
            acts={acts}
            onAsk={(act) => setAsked({ act, account })}
          />
        ))}
      </ul>
      <Confirm
        open={asked !== null}
        onClose={close}
        title={asking.title(asked?.account.name ?? '')}
        action={asking.action}
        danger={asked?.act !== 'resetByLink'}
        busy={asked !== null && acts[asked.act].isPending}
        onConfirm={() => {
          if (asked !== null) acts[asked.act].mutate({ account: asked.account.id });
        }}
      >
        <p>{asking.why}</p>
      </Confirm>
      {told === null ? null : <Told told={told} onClose={() => setTold(null)} />}
      {link === null ? null : <ToldLinkDialog told={link} onClose={() => setLink(null)} />}
    </>
  );
};

type Shown =
  | { what: 'adding' | 'inviting' | null }
  | { what: 'password'; told: ToldPassword }
  | { what: 'link'; told: ToldLink };

const Ways = ({ onShow }: { onShow: (shown: Shown) => void }) => (
  <div className="flex flex-wrap gap-2">
    <Button size="sm" onClick={() => onShow({ what: 'inviting' })}>
      <Send aria-hidden /> {words.invite}
    </Button>
    <Button size="sm" onClick={() => onShow({ what: 'adding' })}>
      <Plus aria-hidden /> {words.add}
    </Button>
  </div>
);

/** Who may sign in, as what; what is taken from somebody ends within two seconds. */
export const AccountsPanel = () => {
  const trpc = useTRPC();
  const read = useQuery(trpc.accounts.list.queryOptions());
  const [shown, setShown] = useState<Shown>({ what: null });
  const close = () => setShown({ what: null });
  return (
    <Panel title={words.title} data-testid="accounts-panel" actions={<Ways onShow={setShown} />}>
      {read.isPending ? <SkeletonRows rows={3} /> : null}
      {read.error === null ? null : (
        <Problem title={words.unread} detail={problemText(read.error)} retry={read.refetch} />
      )}
      {read.data === undefined ? null : <Accounts accounts={read.data} />}
      <AccountLinks />
      <CreateAccount
        open={shown.what === 'adding'}
        onClose={close}
        onMade={(told) => setShown({ what: 'password', told })}
      />
      <InviteAccount
        open={shown.what === 'inviting'}
        onClose={close}
        onMade={(told) => setShown({ what: 'link', told })}
      />
      {shown.what === 'password' ? <Told told={shown.told} onClose={close} /> : null}
      {shown.what === 'link' ? <ToldLinkDialog told={shown.told} onClose={close} /> : null}
    </Panel>
  );
};
