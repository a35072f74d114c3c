/**
 * What the engine runs on, as a kernel names it where that says more than the engine's own word:
 * `arm` is any of several processors, and on one of 64 bits a 32-bit engine runs what is for ARMv7.
 */
export const reportedArch = (arch: string, machine: unknown): string => {
  if (arch !== 'arm' || typeof machine !== 'string') return arch;
  if (/^armv[5-7]/.test(machine)) return machine;
  return /^(?:aarch64|arm64|armv8)/.test(machine) ? 'armv7l' : arch;
};
