export * from './live-link.ts';
export * from './live-socket.ts';
export { type Missed, readDevice } from './read-push.ts';
