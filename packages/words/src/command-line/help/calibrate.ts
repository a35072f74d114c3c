/** What the help says of `nanoedge calibrate …`. */
export const calibrateHelp = {
  about: 'teach a main-controller how keys are heard in each zone',
  start:
    'stand in each zone for half a minute with a key; Enter begins a zone, s skips it, r repeats the one before, q cancels and changes nothing',
  key: 'the key that you carry, or the name of the person whose first key it is',
  device: 'device of the main-controller, where there are several',
  zone: 'only this zone, by name or id; may be given several times (all)',
  seconds: 'how long in each zone',
  yes: 'ask nothing: one zone after the other, used at the end',
  simulated: 'a simulated person carries the key',
  status: 'what was taught, and what the lesson lacks',
  undo: 'go back to the lesson before, or to none',
} as const;
