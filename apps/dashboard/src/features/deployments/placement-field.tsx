'use client';

import { doubtedDevice, placementWords } from '@nanoedge/words';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/input.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';
import { useReadDoubt } from './live-matrix.ts';
import { impossible, type Preflight } from './preflight.ts';
import { Findings } from './findings.tsx';

type Device = Outputs['deployments']['places']['devices'][number];

export interface PlacementDraft {
  by: 'devices' | 'label';
  devices: readonly string[];
  label: string;
}

/** The devices that the draft names. */
export const placedOn = (
  { by, devices: chosen, label }: PlacementDraft,
  devices: readonly Device[],
): readonly Device[] =>
  devices.filter(({ id, labels }) =>
    by === 'devices' ? chosen.includes(id) : labels.includes(label),
  );

const DeviceRow = ({
  device,
  preflight,
  proposal,
  chosen,
  onChoose,
}: {
  device: Device;
  preflight: Preflight | undefined;
  proposal: Preflight | undefined;
  chosen: boolean;
  onChoose: ((chosen: boolean) => void) | null;
}) => {
  const doubt = useReadDoubt(device);
  const blocked = impossible(preflight) !== null;
  const words = (
    <>
      <span className="truncate font-medium">{device.name}</span>
      {doubt === null ? null : (
        <span className="text-xs text-ink-faint">{doubtedDevice(doubt, device).word}</span>
      )}
      {proposal === undefined || blocked ? null : (
        <span className="ml-auto truncate text-xs text-ink-faint">
          {placementWords.proposal(proposal.name, proposal.port)}
        </span>
      )}
    </>
  );
  return (
    <li
      data-testid="placement-device"
      data-device={device.id}
      className="border-b border-line px-2 last:border-b-0"
    >
      {onChoose === null ? (
        <div className="flex min-h-8 items-center gap-2">{words}</div>
      ) : (
        <Checkbox checked={chosen} disabled={blocked && !chosen} onChange={onChoose}>
          {words}
        </Checkbox>
      )}
      <Findings findings={preflight?.findings ?? []} />
    </li>
  );
};

/**
 * Where to add: devices by name, or all that carry a label; beside each what the pre-flight found.
 */
export const PlacementField = ({
  devices,
  draft,
  preflights,
  proposals,
  error,
  onChange,
}: {
  devices: readonly Device[];
  draft: PlacementDraft;
  preflights: readonly Preflight[];
  /** Names and ports for those that are chosen. */
  proposals: readonly Preflight[];
  error: string | undefined;
  onChange: (draft: PlacementDraft) => void;
}) => {
  const labels = [...new Set(devices.flatMap((device) => device.labels))].toSorted();
  const shown = draft.by === 'devices' ? devices : placedOn(draft, devices);
  const choose = (id: string) => (chosen: boolean) =>
    onChange({
      ...draft,
      devices: chosen ? [...draft.devices, id] : draft.devices.filter((entry) => entry !== id),
    });
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <legend className="contents text-xs font-medium text-ink-soft">
          <span>{placementWords.where}</span>
        </legend>
        <Segmented
          label={placementWords.by}
          value={draft.by}
          options={[
            { value: 'devices', label: placementWords.kinds.devices },
            { value: 'label', label: placementWords.kinds.label },
          ]}
          onChange={(by) =>
            onChange({ ...draft, by, label: draft.label === '' ? (labels[0] ?? '') : draft.label })
          }
        />
      </div>
      {draft.by === 'label' ? (
        <Select
          aria-label={placementWords.label}
          value={draft.label}
          onChange={(event) => onChange({ ...draft, label: event.target.value })}
        >
          {labels.length === 0 ? <option value="">{placementWords.noLabels}</option> : null}
          {labels.map((label) => (
            <option key={label}>{label}</option>
          ))}
        </Select>
      ) : null}
      <ul
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={placementWords.devices}
        className="max-h-56 overflow-y-auto rounded-md border border-line"
      >
        {shown.map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            preflight={preflights.find((entry) => entry.device === device.id)}
            proposal={proposals.find((entry) => entry.device === device.id)}
            chosen={draft.devices.includes(device.id)}
            onChoose={draft.by === 'devices' ? choose(device.id) : null}
          />
        ))}
        {shown.length === 0 ? (
          <li className="p-2 text-ink-soft">{placementWords.noDevices}</li>
        ) : null}
      </ul>
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </fieldset>
  );
};
