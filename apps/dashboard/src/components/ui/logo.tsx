/** The mark: four small nodes around one, as the devices around a room. */
export const Logo = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 24 24" aria-hidden className={className}>
    <rect width="24" height="24" rx="6" fill="var(--accent-strong)" />
    <g stroke="#fff" strokeWidth="1.4" strokeOpacity=".65">
      <path d="M12 12 6.5 7M12 12l5.5-5M12 12l-5.5 5M12 12l5.5 5" />
    </g>
    <circle cx="12" cy="12" r="3" fill="#fff" />
    <g fill="#fff">
      <circle cx="6.5" cy="7" r="1.5" />
      <circle cx="17.5" cy="7" r="1.5" />
      <circle cx="6.5" cy="17" r="1.5" />
      <circle cx="17.5" cy="17" r="1.5" />
    </g>
  </svg>
);
