import { runService } from '../kit/run.ts';
import { bluetoothScanner } from './service.ts';

runService(bluetoothScanner);
