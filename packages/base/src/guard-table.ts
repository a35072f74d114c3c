/**
 * The table (nftables, families inet and bridge) in which a device's network rules are; no two
 * devices have one in common. Names of tables have letters, digits and `_` only.
 */
export const guardTable = (device: string): string =>
  `nanoedge_${device.replaceAll(/[^a-z0-9]/g, (letter) => `_${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
