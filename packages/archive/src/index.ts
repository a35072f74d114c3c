export { digestOf, digestOfHex, hexOf, measure, type Measured } from './digest.ts';
