'use client';

import { useTheme } from 'next-themes';
import { Toaster } from 'sonner';

/** Where short confirmations with Undo appear. */
export const Toasts = () => {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        style: {
          background: 'var(--raised)',
          color: 'var(--ink)',
          borderColor: 'var(--line)',
          fontFamily: "'Inter Variable', ui-sans-serif, system-ui, sans-serif",
        },
      }}
    />
  );
};
