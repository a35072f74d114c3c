/** What the help says of `nanoedge accounts …`. */
export const accountsHelp = {
  about: 'who may sign in; what is taken from somebody ends within two seconds',
  list: 'all accounts with their roles',
  disable: 'nobody signs in with it, and it is signed out everywhere',
  enable: 'open it again, with the password that it had',
  signOut: 'end all its sessions; whoever has the password signs in again',
  role: 'give it another role',
  roles: 'viewer, organiser or admin',
  invite:
    'make a link by which somebody makes their account, and print it once; it works once, for seven days',
  name: 'what they are called',
  inviteRole: 'viewer, organiser or admin',
  invitations: 'invitations and links to another password that nobody has used yet',
  withdraw: 'take back the invitation or link of this e-mail',
  resetLink:
    'make a link by which its person chooses another password, and print it once; it works once, for a day',
  recover: 'make such a link without signing in, on the dashboard’s machine, for an administrator',
  recoverEmail: 'of the administrator; if nothing is said, the one that up made',
  resetPassword: 'give it another password, print that once, and sign it out everywhere',
} as const;
