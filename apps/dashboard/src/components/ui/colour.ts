const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/** Relative luminance (WCAG 2.2) of `#rrggbb`; 0 for anything else. */
export const luminance = (hex: string): number => {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (match === null) return 0;
  const [red = 0, green = 0, blue = 0] = match
    .slice(1)
    .map((part) => channel(Number.parseInt(part, 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Black or white, whichever is easier to read on `hex`. */
export const inkOn = (hex: string): '#000000' | '#ffffff' =>
  (luminance(hex) + 0.05) ** 2 > 1.05 * 0.05 ? '#000000' : '#ffffff';
