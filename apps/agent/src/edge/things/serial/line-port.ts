import type { SerialPort } from 'serialport';
import { ThingFault } from '../condition.ts';

export interface LinePortOptions {
  /** Below /dev. */
  port: string;
  baud: number;
  onLine: (line: string) => void;
  /** It is open, and takes lines until it is lost. */
  onOpen: (say: (line: string) => void) => void;
}

/** A line that no end comes of is no line. */
const longestLine = 1_024;

const faultOf = (port: string, said: string, cause?: unknown): ThingFault => {
  const options = cause === undefined ? {} : { cause };
  if (/no such file|ENOENT|cannot open/i.test(said) && !/permission/i.test(said))
    return new ThingFault('no-port', port, options);
  if (/permission|EACCES/i.test(said)) return new ThingFault('port-denied', port, options);
  return new ThingFault('port-lost', `${port}: ${said}`, options);
};

/** Its library is loaded when it is used: most devices have no serial port. */
const loadLibrary = () => import('serialport');

const openPort = async (path: string, baudRate: number): Promise<SerialPort> => {
  const library = await loadLibrary();
  return new Promise((resolve, reject) => {
    const port = new library.SerialPort({ path, baudRate, lock: true }, (error) => {
      if (error === null) resolve(port);
      else reject(faultOf(path, error.message, error));
    });
  });
};

/**
 * Speaks lines over a serial port until it is lost, which is a ThingFault, or `signal` is aborted.
 */
export const speakLines = async (
  { port: path, baud, onLine, onOpen }: LinePortOptions,
  signal: AbortSignal,
): Promise<void> => {
  const port = await openPort(path, baud);
  const { ReadlineParser } = await loadLibrary();
  const lines = port.pipe(new ReadlineParser({ delimiter: '\n' }));
  lines.on('data', (line: string) => {
    if (line.length <= longestLine) onLine(line.trim());
  });
  const ended = new Promise<string>((resolve) => {
    port.once('close', (error: Error | null) => resolve(error?.message ?? 'it was closed'));
    port.once('end', () => resolve('it ended'));
    port.on('error', ({ message }) => resolve(message));
  });
  const end = (): void => {
    if (port.isOpen) port.close();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    onOpen((line) => void port.write(`${line}\n`));
    if (signal.aborted) end();
    const why = await ended;
    if (!signal.aborted) throw faultOf(path, why);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
};
