/** Least first. */
export const roles = ['viewer', 'organiser', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whether a role is at least another. */
export const reaches = (role: Role, least: Role): boolean =>
  roles.indexOf(role) >= roles.indexOf(least);
