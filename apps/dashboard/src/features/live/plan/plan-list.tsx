'use client';

import { deviceCondition, journeyWord, liveWords, thingWord, whoIs } from '@nanoedge/words';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { useHere } from '@/browser/live/here.ts';
import { useDoubts } from '@/browser/live/doubt.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { useNames } from '@/features/events/names.ts';
import { useSite } from '@/browser/site/site.tsx';

/** The list behind the floor plan: per zone its people, devices and things, in words. */
export const PlanList = () => {
  const { plan } = useSite();
  const present = useHere();
  const devices = useLive((state) => state.data.devices);
  const doubts = useDoubts(devices);
  const names = useNames();
  return (
    <details className="border-t border-line">
      <summary className="px-3 py-2 text-xs text-ink-soft hover:text-ink">
        {liveWords.asList}
      </summary>
      <ul className="grid gap-x-6 gap-y-3 px-3 pb-3 sm:grid-cols-2">
        {plan.zones.map((zone) => (
          <li key={zone.id}>
            <h3 className="font-medium">{zone.name}</h3>
            <ul className="mt-1 flex flex-col gap-0.5 text-ink-soft">
              {present
                .filter((journey) => journey.zone === zone.id)
                .map((journey) => (
                  <li key={journey.id}>
                    {liveWords.who(whoIs(journey), journeyWord[journey.state].word)}
                  </li>
                ))}
              {plan.things
                .filter((thing) => thing.zone === zone.id)
                .map((thing) => (
                  <li key={`${thing.device} ${thing.thing}`}>
                    {liveWords.thingOn(thingWord[thing.kind], names.device(thing.device))}
                  </li>
                ))}
            </ul>
          </li>
        ))}
        <li className="sm:col-span-2">
          <h3 className="font-medium">{liveWords.devices}</h3>
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5">
            {plan.devices.map(({ device }) => {
              const { word, tone } = deviceCondition(devices.get(device), {
                doubt: doubts.get(device) ?? null,
              });
              return (
                <li key={device} data-device={device} className="flex gap-1.5">
                  {names.device(device)} <StateWord tone={tone}>{word}</StateWord>
                </li>
              );
            })}
          </ul>
        </li>
      </ul>
    </details>
  );
};
