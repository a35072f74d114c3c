import { tabTitles } from '@nanoedge/words';
import type { Metadata } from 'next';
import { SettingsPage } from '@/features/settings/settings-page.tsx';

export const metadata: Metadata = { title: tabTitles.settings };

export default SettingsPage;
