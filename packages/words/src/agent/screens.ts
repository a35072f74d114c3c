/** Why a browser is not let show a room screen, or not taken from it. */
export const screenPairing = {
  noSuchCode: 'no screen shows this code now; type the one that it shows',
  tooMany: 'too many wrong codes; wait a minute',
  noSuchScreen: 'this screen is not paired any more',
} as const;

/** Why something is not shown on a room screen, whoever wants it shown. */
export const screenGate = {
  noMeeting: 'the room has no such meeting',
  otherRoom: 'the meeting is in another room',
  early: 'nobody is admitted to the meeting yet',
  over: 'the meeting is over',
  nobody: 'nobody whom the meeting invites is there',
  otherContent: 'the meeting has other content',
} as const;
