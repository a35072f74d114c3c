'use client';

import { settingsWords } from '@nanoedge/words';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { BothVersions } from '@/components/ui/both-versions.tsx';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { SelectField, TextField } from '@/components/ui/text-field.tsx';
import { useSite } from '@/browser/site/site.tsx';
import { heldOf, type SettingsDraft, type StoredSettings } from './settings-draft.ts';
import { useSettings } from './use-settings.ts';
import { ZoneSelect } from './zone-select.tsx';

const longestName = 100;

type Form = UseFormReturn<SettingsDraft>;

const SiteFields = ({ form, ofInstallation }: { form: Form; ofInstallation: string }) => (
  <Panel title={settingsWords.site} bodyClassName="grid gap-4 p-3 md:grid-cols-2">
    <TextField
      id="site-name"
      label={settingsWords.name}
      field={form.register('name')}
      error={form.formState.errors.name?.message}
      hint={settingsWords.nameHint}
      required
      maxLength={longestName}
    />
    <Controller
      control={form.control}
      name="timeZone"
      render={({ field, fieldState }) => (
        <ZoneSelect
          value={field.value}
          ofInstallation={ofInstallation}
          onChange={field.onChange}
          error={fieldState.error?.message}
        />
      )}
    />
  </Panel>
);

/** The zone of a room goes by the room's name while both have the same. */
const useAlsoZone = (form: Form) => {
  const { rooms } = useSite();
  return (room: string, name: string): void => {
    const zone = rooms.find(({ id }) => id === room)?.zone;
    const { rooms: typed, zones } = form.getValues();
    const before = typed.find(({ id }) => id === room)?.name;
    const at = zones.findIndex(({ id }) => id === zone);
    if (at >= 0 && zones[at]?.name === before)
      form.setValue(`zones.${at}.name`, name, { shouldDirty: true });
  };
};

const RoomFields = ({ form, stored }: { form: Form; stored: SettingsDraft['rooms'] }) => {
  const alsoZone = useAlsoZone(form);
  const { errors } = form.formState;
  return (
    <Panel title={settingsWords.rooms} bodyClassName="flex flex-col gap-4 p-3">
      {stored.length === 0 ? <p className="text-ink-soft">{settingsWords.noRooms}</p> : null}
      {stored.map(({ id, name }, index) => {
        const registered = form.register(`rooms.${index}.name`);
        return (
          <div key={id} className="grid grid-cols-[minmax(0,2fr)_minmax(8rem,1fr)] gap-3">
            <TextField
              id={`room-${id}`}
              label={settingsWords.room(name)}
              field={{
                ...registered,
                onChange: (event: { target: { value: string } }) => {
                  alsoZone(id, event.target.value);
                  return registered.onChange(event);
                },
              }}
              error={errors.rooms?.[index]?.name?.message}
              required
              maxLength={longestName}
            />
            <SelectField
              id={`greeting-${id}`}
              label={settingsWords.greetingShort}
              aria-label={settingsWords.greeting(name)}
              field={form.register(`rooms.${index}.greeting`)}
              error={errors.rooms?.[index]?.greeting?.message}
            >
              <option value="name">{settingsWords.greetings.name}</option>
              <option value="initials">{settingsWords.greetings.initials}</option>
            </SelectField>
          </div>
        );
      })}
    </Panel>
  );
};

const ZoneFields = ({ form, stored }: { form: Form; stored: SettingsDraft['zones'] }) => (
  <Panel title={settingsWords.zones} bodyClassName="flex flex-col gap-4 p-3">
    {stored.length === 0 ? <p className="text-ink-soft">{settingsWords.noZones}</p> : null}
    {stored.map(({ id, name }, index) => (
      <TextField
        key={id}
        id={`zone-${id}`}
        label={settingsWords.zone(name)}
        field={form.register(`zones.${index}.name`)}
        error={form.formState.errors.zones?.[index]?.name?.message}
        required
        maxLength={longestName}
      />
    ))}
  </Panel>
);

const Actions = ({ form, discard }: { form: Form; discard: () => void }) => {
  const { errors, isDirty, isSubmitting } = form.formState;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button type="submit" tone="primary" disabled={isSubmitting || !isDirty}>
        {isSubmitting ? settingsWords.saving : settingsWords.save}
      </Button>
      <Button tone="ghost" disabled={isSubmitting || !isDirty} onClick={discard}>
        {settingsWords.reset}
      </Button>
      {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
    </div>
  );
};

/** What the site is called, its parts, and the zone that it goes by. */
export const SettingsForm = ({ settings }: { settings: StoredSettings }) => {
  const { form, submit, discard, meanwhile, base, draft } = useSettings(settings);
  return (
    <form onSubmit={(event) => void submit(event)} className="flex max-w-5xl flex-col gap-4">
      {meanwhile === null ? null : (
        <BothVersions
          key={base.version}
          by={meanwhile.by}
          fields={meanwhile.clashes.map(({ path, label, textOf }) => ({
            id: path,
            label,
            mine: textOf(meanwhile.mine),
            theirs: textOf(meanwhile.theirs),
          }))}
          also={meanwhile.also.map(({ label }) => label)}
          onChoose={(path, side) => {
            const setting = meanwhile.clashes.find((one) => one.path === path);
            if (setting !== undefined)
              form.setValue(setting.place, heldOf(setting, meanwhile[side]), {
                shouldDirty: true,
              });
          }}
        />
      )}
      <SiteFields form={form} ofInstallation={base.installationZone} />
      <div className="grid items-start gap-4 md:grid-cols-2">
        <RoomFields form={form} stored={draft.rooms} />
        <ZoneFields form={form} stored={draft.zones} />
      </div>
      <Actions form={form} discard={discard} />
    </form>
  );
};
