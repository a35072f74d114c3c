import { MeetingId, SessionCommand, MeetingEnd, parse } from '@nanoedge/protocol';
import { MeetingRoomConfig } from './manifest.ts';
import type { SessionsState } from '@nanoedge/protocol';
import { BadRequest, changed, deleted, observable, RequestProblem, withBody } from '@nanoedge/coap';
import type { Answer, Request } from '@nanoedge/coap';
import type { Nanoservice, Service, ServiceContext } from '../kit/service.ts';
import { Presenter } from './presenter.ts';
import { Screen } from './screen.ts';

/** One meeting more begins no session before another ended. */
const mostSessions = 16;

const createService = (context: ServiceContext<MeetingRoomConfig>): Service => {
  const { client, clock, config, events, gateway, log } = context;
  const presenter = new Presenter({
    screen: new Screen(client, gateway, config.screen),
    clock,
    log,
    emit: (event) => events.add(event),
    changed: () => context.notify('/sessions'),
  });

  const put = async (command: SessionCommand, { parameters }: Request): Promise<Answer> => {
    if (command.meeting.id !== parameters['meeting'])
      throw new BadRequest('is not the meeting of the path', 'meeting.id');
    if (command.meeting.room !== config.room)
      throw new BadRequest(`is not ${config.room}`, 'meeting.room');
    const sessions = presenter.sessions();
    const isNew = sessions.every(({ session }) => session.meeting.id !== command.meeting.id);
    if (isNew && sessions.length >= mostSessions)
      throw new RequestProblem('5.03', `${mostSessions} meetings are in this room already`);
    return changed(await presenter.put(command));
  };

  const remove = async ({ parameters, query }: Request): Promise<Answer> => {
    const meeting = parse(MeetingId, parameters['meeting'], 'meeting');
    const reason = parse(MeetingEnd, query['reason'] ?? 'everyone-left', 'reason');
    await presenter.remove(meeting, reason);
    return deleted();
  };

  const state = (): SessionsState => ({
    sessions: presenter.sessions().map(({ session: { meeting, present, since }, shown }) => ({
      meeting,
      present: [...present],
      shown,
      since,
    })),
  });

  return {
    resources: [
      observable('/sessions', 'nanoedge.sessions', state),
      {
        path: '/sessions/{meeting}',
        type: 'nanoedge.sessions',
        handlers: { PUT: withBody(SessionCommand, put), DELETE: remove },
      },
    ],
    clockShifted: (byMs) => presenter.clockShifted(byMs),
    start: () => presenter.start(),
    stop: () => presenter.stop(),
  };
};

export const meetingRoom: Nanoservice<typeof MeetingRoomConfig> = {
  name: 'meeting-room',
  configSchema: MeetingRoomConfig,
  create: createService,
};
