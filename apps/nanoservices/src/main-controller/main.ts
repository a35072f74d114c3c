import { runService } from '../kit/run.ts';
import { mainController } from './service.ts';

runService(mainController);
