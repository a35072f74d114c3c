/** What the help says of `nanoedge audit …`. */
export const auditHelp = {
  about: 'the audit trail: who changed what, who signed in and who was refused',
  verify:
    'walk the chain of the audit trail and name the first row that was changed, removed or inserted',
  head: 'a place of the chain, as an earlier verification printed it; may be given several times',
  after: `
Exit code 0 when the chain is whole, 1 when it is not. The rows are checked here, not by the
dashboard. Where the chain ended is kept in NANOEDGE_HOME/audit-seen.json: the next time knows by it
when the newest rows were cut off. Whoever can change that file too is found out only by a place that
was noted elsewhere: --head.`,
} as const;
