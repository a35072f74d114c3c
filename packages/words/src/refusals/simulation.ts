/** Why nobody can be let in, and what the one is called whom nobody knows. */
export const simulationRefusals = {
  pace: 'The pace is 0.25 to 4',
  nobodyConnected: {
    message: 'No device of this site is connected.',
    remedy: 'Start an agent and try again.',
  },
  noSuchPerson: {
    message: 'There is no such person here.',
    remedy: 'Choose somebody out of the list.',
  },
  noSuchRoom: {
    message: 'There is no such room here.',
    remedy: 'Choose a room out of the list.',
  },
} as const;
