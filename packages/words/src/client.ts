/** Why a program that speaks to a dashboard cannot; `why` as whoever refused says it. */
export const clientProblems = {
  unreachable: (url: string, why: string): string =>
    `The dashboard at ${url} cannot be reached (${why}).`,
  signInRefused: (email: string, url: string, why: string): string =>
    `${email} cannot sign in at ${url}: ${why}`,
  asksForCode:
    'the account is asked for a code, which programs cannot give; name one without codes in NANOEDGE_EMAIL and NANOEDGE_PASSWORD',
  /** `remedy`: what the dashboard says to do, where it says it. */
  refused: (problem: string, remedy: string | null): string =>
    remedy === null ? problem : `${problem} ${remedy}`,
  /** `asked`: the procedure or path; `why`: where the answer differs from what is known. */
  strangeAnswer: (asked: string, why: string): string =>
    `The dashboard's answer to ${asked} makes no sense here (${why}); is it another version?`,
  status: (status: number): string => `status ${String(status)}`,
} as const;
