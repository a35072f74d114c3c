/**
 * Where to go after signing in: a path of this site, else the live page (never another site's
 * address).
 */
export const safeNext = (next: string | null): string =>
  next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/live';
