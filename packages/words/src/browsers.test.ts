import { expect, it } from 'vitest';
import { browserName } from './browsers.ts';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0';
const safari = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const mac = 'Macintosh; Intel Mac OS X 10_15_7';
const iPhone = 'iPhone; CPU iPhone OS 18_5 like Mac OS X';

it.each([
  ['(Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Windows'],
  [`(${mac}) ${safari} Version/18.5 Safari/605.1.15`, 'Safari on macOS'],
  [`(Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/138.0.0.0`, 'Edge on Windows'],
  [`(Linux; Android 10; K) ${chrome} Mobile Safari/537.36`, 'Chrome on Android'],
  [`(${iPhone}) ${safari} CriOS/138.0.0.0 Mobile/15E148 Safari/604.1`, 'Chrome on an iPhone'],
  [`(X11; Linux x86_64) ${chrome.replace('Chrome', 'HeadlessChrome')}`, 'Chrome on Linux'],
])('calls Mozilla/5.0 %s %s', (said, name) => {
  expect(browserName(`Mozilla/5.0 ${said}`)).toBe(name);
});

it.each(['node', null])('takes %s for no browser', (said) => {
  expect(browserName(said)).toBe('A program');
});
