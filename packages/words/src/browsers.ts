/** The first that is in the text names it; whatever pretends to be another comes before that. */
const named = (text: string, names: readonly (readonly [mark: RegExp, name: string])[]) =>
  names.find(([mark]) => mark.test(text))?.[1] ?? null;

const browsers = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;

const systems = [
  [/iPhone/, 'an iPhone'],
  [/iPad/, 'an iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/**
 * A browser by what it says that it is, as people call it: Firefox on Windows. A program that says
 * nothing of a browser is one.
 */
export const browserName = (userAgent: string | null): string => {
  const browser = named(userAgent ?? '', browsers);
  if (browser === null) return 'A program';
  const system = named(userAgent ?? '', systems);
  return system === null ? browser : `${browser} on ${system}`;
};
