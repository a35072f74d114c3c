/** What the Activity page says. */
export const activityWords = {
  title: 'Activity',
  subtitle: 'What happened on the edge, and who changed what?',
  show: 'What to show',
  events: 'Events of the edge',
  changes: 'Changes by people',
  when: 'When',
  who: 'Who',
  what: 'What',
  action: 'Action',
  unread: 'The changes could not be read',
  none: 'Nobody has changed anything yet',
  kept: 'Every change that somebody makes here is kept, with their name.',
  loading: 'Loading older ones…',
  older: 'Load older ones',
} as const;
