import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { OwnAccountPage } from '@/features/own-account/own-account-page.tsx';

export const metadata: Metadata = { title: tabTitles.account };

export default OwnAccountPage;
