import '@fontsource-variable/inter';
import '@/app/globals.css';
import { commonWords, tabTitle } from '@nanoedge/words';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Providers } from '@/features/shell/providers.tsx';

export const metadata: Metadata = {
  title: { default: 'nanoedge', template: tabTitle('%s') },
  description: commonWords.product,
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f6f8' },
    { media: '(prefers-color-scheme: dark)', color: '#0d0e11' },
  ],
};

const RootLayout = ({ children }: { children: ReactNode }) => (
  <html lang="en" suppressHydrationWarning>
    <body>
      <Providers>{children}</Providers>
    </body>
  </html>
);

export default RootLayout;
