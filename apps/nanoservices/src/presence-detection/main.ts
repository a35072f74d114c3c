import { runService } from '../kit/run.ts';
import { presenceDetection } from './service.ts';

runService(presenceDetection);
