'use client';

import { shellWords } from '@nanoedge/words';
import { Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { Button } from '@/components/ui/button.tsx';

/**
 * Light to dark and back. Both icons are drawn; the theme's class shows one, so that the server
 * needs not know.
 */
export const ThemeToggle = () => {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <Button
      tone="ghost"
      size="icon"
      aria-label={shellWords.switchTheme}
      onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
    >
      <Sun aria-hidden className="dark:hidden" />
      <Moon aria-hidden className="hidden dark:block" />
    </Button>
  );
};
