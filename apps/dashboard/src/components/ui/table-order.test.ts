import { expect, it } from 'vitest';
import { compareValues, orderOf, orderText } from './table-order.ts';

it('reads from the address what it wrote there', () => {
  for (const order of [null, { id: 'name', desc: false }, { id: 'last-seen', desc: true }])
    expect(orderOf(orderText(order))).toEqual(order);
});

it('counts as people do', () => {
  const names = ['service-10', 'Service-2', 'service-1'];
  expect(names.toSorted(compareValues)).toEqual(['service-1', 'Service-2', 'service-10']);
  expect([10, 9, 100].toSorted(compareValues)).toEqual([9, 10, 100]);
});
