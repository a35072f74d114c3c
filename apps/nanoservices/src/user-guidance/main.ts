import { runService } from '../kit/run.ts';
import { userGuidance } from './service.ts';

runService(userGuidance);
