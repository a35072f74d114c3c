'use client';

import { calibrateWords as words } from '@nanoedge/words';
import { CircleDashed, CircleCheck } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { ChooseTour } from './choose-form.tsx';
import {
  backToZones,
  type CalibrationDetail,
  type LeftTour,
  onward,
  type Outcome,
  setOut,
  type Tour,
} from './tour.ts';
import { type UsedGuide, useGuide } from './use-guide.ts';
import { RefusedHere, StandThere, Teaching, useFirst, ZoneTaught } from './zone-steps.tsx';

/** Asks before what was taught is lost; it goes on meanwhile. */
const StopFirst = ({ guide, onLeave }: { guide: UsedGuide; onLeave: () => void }) => {
  const first = useFirst<HTMLButtonElement>();
  const { cancel, teach } = guide;
  const busy = cancel.isPending || teach.isPending;
  return (
    <div role="group" aria-labelledby="stop-calibrating" className="flex flex-col gap-3">
      <div>
        <h3 id="stop-calibrating" className="text-base font-semibold">
          {words.stop.title}
        </h3>
        <p id="stop-calibrating-why" className="text-ink-soft">
          {words.stop.why}
        </p>
      </div>
      <RefusedHere title={words.stop.failed} error={cancel.error} />
      <div className="flex flex-wrap justify-end gap-2">
        {cancel.error === null ? null : (
          <Button tone="ghost" onClick={onLeave}>
            {words.stop.leave}
          </Button>
        )}
        <Button tone="danger" disabled={busy} onClick={cancel.discard}>
          {words.discard}
        </Button>
        <Button
          ref={first}
          tone="primary"
          aria-describedby="stop-calibrating-why"
          onClick={guide.goOn}
        >
          {words.stop.goOn}
        </Button>
      </div>
    </div>
  );
};

const OutcomeRow = ({ outcome: { name, heard } }: { outcome: Outcome }) => {
  const taught = heard !== null && heard.length > 0;
  const Mark = taught ? CircleCheck : CircleDashed;
  return (
    <li className="flex gap-2 border-b border-line px-3 py-1.5 last:border-b-0">
      <Mark
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${taught ? 'text-ok' : 'text-ink-faint'}`}
      />
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="text-ink-soft">
          {taught
            ? words.heardBy(heard)
            : heard === null
              ? words.outcome.skipped
              : words.outcome.silent}
        </p>
      </div>
    </li>
  );
};

/** All zones with what came of them, and the choice to use it. */
const End = ({
  tour,
  outcomes,
  guide,
}: {
  tour: Tour;
  outcomes: readonly Outcome[];
  guide: UsedGuide;
}) => {
  const first = useFirst<HTMLHeadingElement>();
  const { finish } = guide;
  const taught = outcomes.filter(({ heard }) => heard !== null && heard.length > 0).length;
  return (
    <div className="flex flex-col gap-3">
      <h3 ref={first} tabIndex={-1} className="text-base font-semibold outline-none">
        {words.end(taught, outcomes.length)}
      </h3>
      <ul className="rounded border border-line">
        {outcomes.map((outcome) => (
          <OutcomeRow key={outcome.name} outcome={outcome} />
        ))}
      </ul>
      {taught === 0 ? <p>{words.nothing}</p> : null}
      <RefusedHere title={words.finishFailed} error={finish.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button tone="ghost" className="mr-auto" onClick={() => guide.go(backToZones(tour))}>
          {words.back}
        </Button>
        <Button tone="danger" onClick={guide.askToStop}>
          {words.discard}
        </Button>
        {taught === 0 ? null : (
          <Button tone="primary" disabled={finish.isPending} onClick={() => finish.use(tour)}>
            {finish.isPending ? words.using : words.use}
          </Button>
        )}
      </div>
    </div>
  );
};

const Lost = ({ onAgain }: { onAgain: () => void }) => {
  const first = useFirst<HTMLButtonElement>();
  return (
    <div className="flex flex-col gap-3">
      <p id="calibration-lost" role="alert">
        {words.lost}
      </p>
      <div className="flex justify-end">
        <Button ref={first} tone="primary" aria-describedby="calibration-lost" onClick={onAgain}>
          {words.startAnew}
        </Button>
      </div>
    </div>
  );
};

const Step = ({ calibration, guide }: { calibration: CalibrationDetail; guide: UsedGuide }) => {
  const { stage, start, go, teach, progress } = guide;
  switch (stage.kind) {
    case 'choosing':
      return (
        <ChooseTour
          calibration={calibration}
          before={stage.before}
          left={stage.left}
          onGo={(tour) =>
            tour.simulated && tour.zones.length > 0 ? void start(tour, 0) : go(setOut(tour))
          }
        />
      );
    case 'standing':
      return (
        <StandThere
          key={stage.index}
          at={stage}
          busy={teach.isPending}
          error={teach.error}
          onStart={() => void start(stage.tour, stage.index)}
          onSkip={() => go(onward(stage.tour, stage.index))}
        />
      );
    case 'teaching':
      return <Teaching at={stage} {...stage} error={progress.error} />;
    case 'taught':
      return (
        <ZoneTaught
          at={stage}
          heard={stage.heard}
          onAgain={() => void start(stage.tour, stage.index)}
          onNext={() => go(onward(stage.tour, stage.index))}
        />
      );
    case 'lost':
      return <Lost onAgain={() => go({ at: 'choosing', before: stage.tour, left: null })} />;
    case 'end':
      return <End {...stage} guide={guide} />;
  }
};

/**
 * Guides somebody who carries a key through the zones of a main-controller. Nothing that is used
 * changes before they put to use what was taught.
 */
export const CalibrateDialog = ({
  calibration,
  left,
  onClose,
}: {
  calibration: CalibrationDetail;
  /** What is gone on with; null: another one begins. */
  left: LeftTour | null;
  onClose: () => void;
}) => {
  const guide = useGuide({ calibration, left, onClose });
  const { stopping, askToStop, goOn } = guide;
  return (
    <Dialog
      open
      onClose={stopping ? goOn : askToStop}
      title={words.title}
      description={words.about}
    >
      {stopping ? (
        <StopFirst guide={guide} onLeave={onClose} />
      ) : (
        <Step calibration={calibration} guide={guide} />
      )}
    </Dialog>
  );
};
