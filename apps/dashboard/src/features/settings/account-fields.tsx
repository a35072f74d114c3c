'use client';

import { accountsWords as words, commonWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import type { UseFormReturn } from 'react-hook-form';
import { useTRPC } from '@/browser/api/trpc.ts';
import { type Me, useMe, useSite } from '@/browser/site/site.tsx';
import { SelectField, TextField } from '@/components/ui/text-field.tsx';

/**
 * Who somebody will be here; `site`: the only one that they see, empty: every one; `person`: of the
 * site that is shown, empty: nobody of it.
 */
export interface AccountDraft {
  name: string;
  email: string;
  role: 'viewer' | 'organiser' | 'admin';
  site: string;
  person: string;
}

export const emptyAccount: AccountDraft = {
  name: '',
  email: '',
  role: 'organiser',
  site: '',
  person: '',
};

/** A draft as the server takes it from `me`: who is of one site lets nobody see more. */
export const wantedAccount = ({ site, person, ...draft }: AccountDraft, me: Me) => ({
  ...draft,
  site: me.site ?? (site === '' ? null : site),
  person: person === '' ? null : person,
});

/** The fields that say for whom an account is. */
export const AccountFields = ({ form }: { form: UseFormReturn<AccountDraft> }) => {
  const trpc = useTRPC();
  const { id: site, name: siteName } = useSite();
  const me = useMe();
  const people = useQuery(trpc.people.list.queryOptions({ site }));
  return (
    <>
      <TextField
        id="account-name"
        label={commonWords.name}
        field={form.register('name')}
        required
        maxLength={120}
      />
      <TextField
        id="account-email"
        label={words.email}
        field={form.register('email')}
        type="email"
        required
        autoComplete="off"
      />
      <SelectField id="account-role" label={words.role} field={form.register('role')}>
        {(['viewer', 'organiser', 'admin'] as const).map((role) => (
          <option key={role} value={role}>
            {words.roleAndRights[role]}
          </option>
        ))}
      </SelectField>
      {me.site === null ? (
        <SelectField id="account-site" label={words.sees} field={form.register('site')}>
          <option value="">{words.everySite}</option>
          <option value={site}>{words.onlyOf(siteName)}</option>
        </SelectField>
      ) : null}
      <SelectField
        id="account-person"
        label={words.person}
        hint={words.personHint}
        field={form.register('person')}
      >
        <option value="">{words.nobody}</option>
        {(people.data ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </>
  );
};
