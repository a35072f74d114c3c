import { promises } from './dns.ts';

export const { lookup, resolve4 } = promises;
export default promises;
