import { mergeEdits } from '@nanoedge/base';
import { commonWords, settingsWords } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { problemOf, problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { showRefusal, withRemedy } from '@/browser/forms/refusal.ts';
import { staleOf } from '@/browser/forms/stale.ts';
import { useSite } from '@/browser/site/site.tsx';
import {
  settingsDraftOf,
  settingsInputOf,
  mergeRules,
  savedSettings,
  type Setting,
  type SettingsDraft,
  type SettingsInput,
  settingsOfDraft,
  type StoredSettings,
} from './settings-draft.ts';

interface SettingsMeanwhile {
  by: string | null;
  mine: SettingsInput;
  theirs: SettingsInput;
  clashes: Setting[];
  also: Setting[];
}

interface Saved {
  before: StoredSettings;
  mine: SettingsInput;
  after: StoredSettings;
}

/** Saves settings, and can take that back while nobody has changed the same since. */
const useSave = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: site } = useSite();
  const update = useMutation(trpc.site.update.mutationOptions());
  const send = async (settings: SettingsInput, base: StoredSettings): Promise<StoredSettings> => {
    const from = { version: base.version, ...settingsInputOf(base) };
    const stored = await update.mutateAsync({ site, ...settings, base: from });
    queries.setQueryData(trpc.site.settings.queryKey({ site }), stored);
    await queries.invalidateQueries(trpc.site.pathFilter());
    return stored;
  };
  /** What others changed with the same save stays. */
  const undo = async ({ before, mine, after }: Saved): Promise<void> => {
    const versions = { base: mine, mine: settingsInputOf(before), theirs: settingsInputOf(after) };
    try {
      await send(mergeEdits(versions, mergeRules).merged, after);
      toast(settingsWords.undone);
    } catch (error) {
      toast.error(settingsWords.notUndone(problemText(error)));
    }
  };
  const read = () =>
    queries.fetchQuery({ ...trpc.site.settings.queryOptions({ site }), staleTime: 0 });
  return { send, undo, read };
};

/** The settings of the site while somebody edits them, and what others made of them meanwhile. */
export const useSettings = (stored: StoredSettings) => {
  const { send, undo, read } = useSave();
  // What is typed was made from what was there when the typing began
  const [{ base, isTaken }, setOpened] = useState({ base: stored, isTaken: false });
  const setBase = (next: StoredSettings): void => setOpened({ base: next, isTaken: false });
  const [meanwhile, setMeanwhile] = useState<SettingsMeanwhile | null>(null);
  const form = useForm<SettingsDraft>({ defaultValues: settingsDraftOf(base) });
  const { reset } = form;
  const { isDirty, isSubmitting } = form.formState;
  if (!isDirty && !isSubmitting && stored.version > base.version)
    setOpened({ base: stored, isTaken: true });
  useEffect(() => {
    if (isTaken) reset(settingsDraftOf(base));
  }, [base, isTaken, reset]);
  const settings = settingsOfDraft(settingsDraftOf(base), base.installationZone);
  const join = async (by: string | null, mine: SettingsInput): Promise<void> => {
    const theirs = await read();
    const { merged, clashes } = mergeEdits(
      { base: settingsInputOf(base), mine, theirs: settingsInputOf(theirs) },
      mergeRules,
    );
    setBase(theirs);
    form.reset(settingsDraftOf(theirs));
    const now = settingsOfDraft(settingsDraftOf(theirs), theirs.installationZone);
    const draft = settingsDraftOf(merged);
    for (const field of ['name', 'timeZone', 'rooms', 'zones'] as const)
      form.setValue(field, draft[field], { shouldDirty: true });
    setMeanwhile({
      by,
      mine: merged,
      theirs: settingsInputOf(theirs),
      clashes: now.filter(({ path }) => clashes.includes(path)),
      also: now.filter(
        ({ path, textOf }) => !clashes.includes(path) && textOf(theirs) !== textOf(base),
      ),
    });
  };
  const submit = form.handleSubmit(async (typed) => {
    const mine = savedSettings(typed);
    try {
      const after = await send(mine, base);
      setMeanwhile(null);
      setBase(after);
      form.reset(settingsDraftOf(after));
      toast.success(settingsWords.saved, {
        duration: 10_000,
        action: {
          label: commonWords.undo,
          onClick: () => void undo({ before: base, mine, after }),
        },
      });
    } catch (error) {
      const stale = staleOf(error);
      if (stale !== null) {
        await join(stale.by, mine);
        return;
      }
      const problem = problemOf(error);
      const at = settings.find(({ path }) => path === problem.field)?.place ?? null;
      showRefusal(form.setError, withRemedy(problem), at);
    }
  });
  const discard = () => {
    setMeanwhile(null);
    setBase(stored);
    form.reset(settingsDraftOf(stored));
  };
  return { form, submit, discard, meanwhile, base, draft: settingsDraftOf(base) };
};
