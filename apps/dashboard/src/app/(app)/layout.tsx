import { type ReactNode, Suspense } from 'react';
import { AppShell } from '@/components/shell/app-shell.tsx';

const AppLayout = ({ children }: { children: ReactNode }) => (
  <AppShell>
    <Suspense>{children}</Suspense>
  </AppShell>
);

export default AppLayout;
