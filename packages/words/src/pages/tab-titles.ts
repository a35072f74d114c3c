/** What the browser's tab says of each page, until the page knows the name of what it shows. */
export const tabTitles = {
  account: 'My account',
  activity: 'Activity',
  arrival: 'Arrival',
  createNanoservice: 'Create a nanoservice',
  deployment: 'Deployment',
  device: 'Device',
  devices: 'Devices',
  editMeeting: 'Edit meeting',
  join: 'Invitation',
  live: 'Live',
  meeting: 'Meeting',
  meetings: 'Meetings',
  nanoservice: 'Nanoservice',
  nanoservices: 'Nanoservices',
  newPassword: 'Another password',
  newMeeting: 'New meeting',
  people: 'People',
  person: 'Person',
  registries: 'Registries',
  settings: 'Settings',
  floorPlan: 'Floor plan',
  signIn: 'Sign in',
  snapshots: 'Snapshots',
  storage: 'Storage',
} as const;

/** A page's title in the tab, beside the name of the product. */
export const tabTitle = (page: string): string => `${page} · nanoedge`;
