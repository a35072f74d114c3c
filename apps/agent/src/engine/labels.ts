/** A device id may hold a colon, which the engine's names may not. */
const engineName = (text: string): string => text.replaceAll(':', '_');

export const networkName = (device: string): string => engineName(`nanoedge-${device}`);
export const containerName = (device: string, deployment: string): string =>
  engineName(`nanoedge-${device}-${deployment}`);
export const volumeName = (place: { device: string; deployment: string }, volume: string): string =>
  engineName(`nanoedge-${place.device}-${place.deployment}-${volume}`);
