import { expect, it } from 'vitest';
import { defaultGateway } from './gateway-address.ts';

const header =
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';

it('the default gateway is found among the routes', () => {
  const routes = [
    header,
    'eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF',
    'eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000',
  ];
  expect(defaultGateway(routes.join('\n'))).toBe('172.17.0.1');
});

it('without a default route there is none', () => {
  expect(
    defaultGateway(`${header}\neth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\n`),
  ).toBeNull();
});
