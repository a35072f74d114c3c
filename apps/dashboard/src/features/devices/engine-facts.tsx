'use client';

import { commonWords, engineWords, hostWords } from '@nanoedge/words';
import { LabelledValue } from '@/components/ui/page.tsx';
import { Whole } from './whole.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import type { DevicePageDetail } from './device-detail.ts';

type Reported = NonNullable<DevicePageDetail['status']['reported']>;

const Limits = ({ engine }: { engine: Reported['engine'] }) => {
  // What an older agent or dashboard stored does not say it
  const traits = engine.traits ?? null;
  if (traits === null) return commonWords.none;
  return traits.ignores.length === 0 ? (
    engineWords.keepsLimits
  ) : (
    <Whole>
      <StateWord tone="attention" className="whitespace-normal">
        {engineWords.ignores(traits.ignores)}
      </StateWord>
    </Whole>
  );
};

const Kept = ({ guard }: { guard: Reported['engine']['guard'] }) => {
  if (guard === null) return commonWords.none;
  return guard.enforced ? (
    engineWords.guarded
  ) : (
    <Whole>
      <StateWord tone="attention" className="whitespace-normal">
        {engineWords.notGuarded(guard.why)}
      </StateWord>
    </Whole>
  );
};

/** Which engine a device has, where its images lie, and what it does not keep to. */
export const EngineFacts = ({ engine }: { engine: Reported['engine'] | null }) => {
  if (engine === null || !engine.reachable)
    return (
      <LabelledValue label={hostWords.engine}>
        {engine === null ? (
          commonWords.none
        ) : (
          <StateWord tone="broken">{hostWords.unreachable}</StateWord>
        )}
      </LabelledValue>
    );
  const traits = engine.traits ?? null;
  return (
    <>
      <LabelledValue label={hostWords.engine}>
        {hostWords.engineIs(engine.version, engine.arch)}
      </LabelledValue>
      <LabelledValue label={engineWords.api} hint={engineWords.apiHint}>
        <Whole>{engineWords.apiIs(engine.apiVersion, traits)}</Whole>
      </LabelledValue>
      <LabelledValue label={engineWords.store} hint={engineWords.storeHint(traits?.store ?? null)}>
        {traits === null ? commonWords.none : engineWords.storeIs(traits.store)}
      </LabelledValue>
      <LabelledValue label={engineWords.limits} hint={engineWords.limitsHint}>
        <Limits engine={engine} />
      </LabelledValue>
      <LabelledValue label={engineWords.guard} hint={engineWords.guardHint}>
        <Kept guard={engine.guard ?? null} />
      </LabelledValue>
      <LabelledValue label={engineWords.subnet} hint={engineWords.subnetHint}>
        {engine.detail === null ? (
          (engine.subnet ?? commonWords.none)
        ) : (
          <Whole>
            <StateWord tone="broken" className="whitespace-normal">
              {engine.detail}
            </StateWord>
          </Whole>
        )}
      </LabelledValue>
    </>
  );
};
