import { SimulationRefused } from '../../src/errors.ts';

/** The words with which `ask` is refused; 'not refused' when it is not. */
export const simulationRefusal = (ask: () => unknown): string => {
  try {
    ask();
  } catch (error) {
    if (error instanceof SimulationRefused) return error.message;
    throw error;
  }
  return 'not refused';
};
