'use client';

import { createAuthClient } from 'better-auth/react';
import { createContext, useContext } from 'react';

/** The better-auth client of this page; the server side lives under `/api/auth`. */
export const newAuthClient = () => createAuthClient();
export type AuthClient = ReturnType<typeof newAuthClient>;

export const AuthContext = createContext<AuthClient | null>(null);

export const useAuth = (): AuthClient => {
  const client = useContext(AuthContext);
  if (client === null) throw new MissingAuth();
  return client;
};

class MissingAuth extends Error {
  constructor() {
    super('AuthContext is missing above this component');
    this.name = 'MissingAuth';
  }
}
