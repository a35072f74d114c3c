import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { DeploymentPage } from '@/features/deployments/deployment-page.tsx';

export const metadata: Metadata = { title: tabTitles.deployment };

const Page = async ({ params }: { params: Promise<{ id: string }> }) => (
  <DeploymentPage id={decodeURIComponent((await params).id)} />
);

export default Page;
