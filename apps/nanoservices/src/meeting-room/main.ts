import { runService } from '../kit/run.ts';
import { meetingRoom } from './service.ts';

runService(meetingRoom);
