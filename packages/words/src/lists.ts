/** Several of a kind, in one line: light, screen. */
export const inList = (items: readonly string[]): string => items.join(', ');

/** Facts of different kinds about one thing, in one line: optional · at least 1. */
export const sideBySide = (facts: readonly string[]): string => facts.join(' · ');
