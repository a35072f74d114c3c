export * from './audit.ts';
export * from './auth.ts';
export * from './devices.ts';
export * from './events.ts';
export * from './meetings.ts';
export * from './nanoservices.ts';
export * from './people.ts';
export * from './sites.ts';
