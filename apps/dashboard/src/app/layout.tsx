import '@fontsource-variable/inter';
import '@/app/globals.css';
import { commonWords, tabTitle } from '@nanoedge/words';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
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

/** Each page is drawn for whoever asks: its scripts have the nonce of this answer alone. */
const RootLayout = async ({ children }: { children: ReactNode }) => (
  <html lang="en" suppressHydrationWarning>
    <body>
      <Providers nonce={(await headers()).get('x-nonce') ?? ''}>{children}</Providers>
    </body>
  </html>
);

export default RootLayout;
