'use client';

import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { ThemeProvider } from 'next-themes';
import { type ReactNode, useState } from 'react';
import type { AppRouter } from '@/server/trpc/router.ts';
import { AuthContext, newAuthClient } from '@/browser/api/auth.ts';
import { ClockProvider } from '@/browser/time/clock.tsx';
import { sendAgain, SignInGate, SignInGateContext } from '@/browser/api/sign-in-gate.ts';
import { isRefusal } from '@/browser/api/problem.ts';
import { TRPCProvider } from '@/browser/api/trpc.ts';
import { Toasts } from './toasts.tsx';

const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && !isRefusal(error),
        refetchOnWindowFocus: true,
      },
    },
  });

/**
 * What every page has: theme, server's data, sign-in, clock, toasts. `nonce`: with which the script
 * may run that sets the theme before anything is drawn.
 */
export const Providers = ({ nonce, children }: { nonce: string; children: ReactNode }) => {
  const [queries] = useState(newQueryClient);
  const [gate] = useState(() => new SignInGate());
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [sendAgain(gate), httpBatchLink({ url: '/api/trpc' })],
    }),
  );
  const [auth] = useState(newAuthClient);
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      <QueryClientProvider client={queries}>
        <TRPCProvider trpcClient={client} queryClient={queries}>
          <AuthContext value={auth}>
            <SignInGateContext value={gate}>
              <ClockProvider>
                <Tooltip.Provider delay={300}>{children}</Tooltip.Provider>
                <Toasts />
              </ClockProvider>
            </SignInGateContext>
          </AuthContext>
        </TRPCProvider>
      </QueryClientProvider>
    </ThemeProvider>
  );
};
