import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: [
    '@nanoedge/base',
    '@nanoedge/client',
    '@nanoedge/protocol',
    '@nanoedge/words',
  ],
  // Types are checked for the whole workspace at once, by tsc.
  typescript: { ignoreBuildErrors: true },
};

export default config;
