import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { AccountLinkPage } from '@/features/account-link/account-link-page.tsx';

export const metadata: Metadata = { title: tabTitles.join };

export default AccountLinkPage;
