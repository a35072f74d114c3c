import { ManualClock } from '@nanoedge/base/testing';
import type { ServiceState } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { aDeployment } from '../../test/support/builders.ts';
import { StatusStore, toldOf } from './status-store.ts';

const { id } = aDeployment();

const store = () => {
  const status = new StatusStore(new ManualClock(), { append: () => undefined });
  const told = (state?: ServiceState) => {
    if (state !== undefined) status.set(id, { state, detail: null });
    const { state: shown, detail } = toldOf(status.get(id));
    return [shown, detail];
  };
  return { status, told };
};

describe('what is told of a service that fails', () => {
  it('stays one verdict with its reason through every next try', () => {
    const { status, told } = store();
    const shown = Array.from({ length: 8 }, () => {
      status.refuse(id, { said: 'task 4f1c0: already exists', detail: 'a task is left' });
      return [told(), told('creating'), told('starting'), told('unhealthy')];
    });
    const words = shown.map((tries) => [...new Set(tries.map(([state]) => state))]);
    expect(words.flat()).toEqual([
      ...Array.from({ length: 5 }, () => 'backing-off'),
      ...Array.from({ length: 3 }, () => 'failed'),
    ]);
    expect(new Set(shown.flat().map(([, detail]) => detail))).toEqual(new Set(['a task is left']));
  });

  it('is over once it answers', () => {
    const { status, told } = store();
    status.fail(id, 'exit code 3');
    expect(told('starting')).toEqual(['backing-off', 'exit code 3']);
    status.hear({
      type: 'container.ready',
      deployment: id,
      container: 'c1',
      address: '10.0.0.2',
      known: null,
      measured: null,
    });
    expect(told()).toEqual(['answering', null]);
    expect(told('starting')).toEqual(['starting', null]);
  });

  it('is forgotten when somebody changes or restarts it', () => {
    const { status, told } = store();
    status.fail(id, 'exit code 3');
    status.forgive(id);
    expect(told('starting')).toEqual(['starting', null]);
  });

  it('is stopped on purpose when it is', () => {
    const { status, told } = store();
    status.fail(id, 'exit code 3');
    expect(told('stopped')).toEqual(['stopped', null]);
  });
});
