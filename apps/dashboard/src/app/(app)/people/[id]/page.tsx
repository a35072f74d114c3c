import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { PersonPage } from '@/features/people/person-page.tsx';

export const metadata: Metadata = { title: tabTitles.person };

const Page = async ({ params }: { params: Promise<{ id: string }> }) => (
  <PersonPage id={decodeURIComponent((await params).id)} />
);

export default Page;
