import { runService } from '../kit/run.ts';
import { authenticationEngine } from './service.ts';

runService(authenticationEngine);
