/** What the help says of `nanoedge lab …`. */
export const labHelp = {
  about: 'several devices on this machine, each with its own network, address and Docker Engine',
  up: 'make the lab, or what is missing of it',
  devices: 'how many devices (4)',
  newer:
    'those of them, with commas between, on Docker Engine 26.1 of Debian 13 with the containerd image store (none)',
  suite: 'the Debian whose engine those have: trixie, or sid with a newer one still (trixie)',
  down: 'remove every trace of the lab, whatever state it is in',
  cut: 'cut the device off: it reaches neither the dashboard nor its neighbours',
  heal: 'end a cut',
  kill: 'end the engine with its containers and the agent, as a power cut would',
  engine: 'only the engine and its containers',
  agent: 'only the agent',
  start: 'start what does not run of the device',
  status: 'network, engine and agent of each device, asked now; exit code 0 when all is well',
} as const;
