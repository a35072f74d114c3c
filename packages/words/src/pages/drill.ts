import { plural } from '../numbers.ts';

const minutesOf = (minutes: number): string => plural(minutes, 'minute', 'minutes');

/** What is said of a drill: on the page of a device, and in the list of events. */
export const drillPanelWords = {
  title: 'Drill',
  what: 'Cut this device off from the dashboard for a while, as if the network were gone. People walk in, are guided and see their content all the same; what happened meanwhile is shown here afterwards.',
  minutes: 'For',
  minutesOf,
  begin: 'Cut off',
  offline: 'A device that is not connected cannot be asked to cut itself off.',
  onlyAdmin: 'An administrator can begin one.',
  unread: 'The drill could not be read',
  on: { before: 'Cut off ', after: '.' },
  back: (span: string): string => `It comes back by itself in ${span}.`,
  late: {
    before: 'It was to come back ',
    after:
      ' and has not been heard yet. The drill is over at the device in any case; look for another reason.',
  },
  endHere: 'To end it at the device: nanoedge-agent drill end',
  last: {
    before: 'The last one was over ',
    by: { time: ', by itself.', device: ', ended at the device.' },
  },
  happened: (events: number): string =>
    events === 0
      ? 'Nothing happened there meanwhile.'
      : `${plural(events, 'event', 'events')} happened there meanwhile:`,
  more: (events: number): string => `The newest ${String(events)} are shown.`,
  list: 'What happened during the drill',
  began: (minutes: number): string =>
    `Cut itself off from the dashboard for ${minutesOf(minutes)}, for a drill`,
  ended: {
    time: 'Back from a drill, by itself',
    device: 'Back from a drill that was ended at the device',
  },
} as const;
