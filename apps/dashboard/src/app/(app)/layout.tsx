import { type ReactNode, Suspense } from 'react';
import { AppShell } from '@/features/shell/app-shell.tsx';

const AppLayout = ({ children }: { children: ReactNode }) => (
  <AppShell>
    <Suspense>{children}</Suspense>
  </AppShell>
);

export default AppLayout;
