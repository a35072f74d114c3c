import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';

/** The way back to the list that a page is of, above its title. */
export const BackLink = ({ href, children }: { href: string; children: string }) => (
  <Link href={href} className="mb-1 inline-flex items-center text-xs text-ink-soft hover:text-ink">
    <ChevronLeft aria-hidden className="size-3.5" /> {children}
  </Link>
);
