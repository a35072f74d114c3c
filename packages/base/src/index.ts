export * from './back-off.ts';
export * from './clock.ts';
export * from './coap-port.ts';
export * from './describe-error.ts';
export * from './labels.ts';
export * from './serial.ts';
export * from './throttle.ts';
export * from './wait-for.ts';
