import { describe, expect, it } from 'vitest';
import { aurora, Controller, entrance } from '../../test/support/hand-controller.ts';

const stranger = (controller: Controller, fresh: number, zone = entrance) =>
  controller.give({ kind: 'strangers', zone, fresh });

describe('keys of nobody', () => {
  it('make who is waited for refused when nobody known is heard for two seconds', () => {
    const controller = new Controller();
    controller.move();
    controller.scanned();
    controller.at(100);
    stranger(controller, 1);
    expect(controller.due()).toBeLessThanOrEqual(2100);
    controller.at(1900).move();
    expect(controller.states()).toEqual(['j-1 waiting']);
    controller.at(2100).tick();
    expect(controller.journey('j-1')).toMatchObject({
      state: 'refused',
      refusal: 'unknown',
      key: null,
      hops: { sighting: expect.any(Number), identity: expect.any(Number) },
    });
  });

  it('leave the journey to somebody known who is heard among them', () => {
    const controller = new Controller();
    controller.move();
    controller.scanned();
    controller.at(100);
    stranger(controller, 10_000);
    controller.at(900).hear('key-bob');
    controller.at(1900).move();
    controller.at(2500).tick();
    expect(controller.states()).toEqual(['j-1 unrecognised']);
    expect(controller.journey('j-1')?.key).toBe('key-bob');
  });

  it('few that came along with somebody known are refused together, once', () => {
    const controller = new Controller();
    controller.move();
    controller.at(100).hear('key-bob');
    controller.expectBob();
    stranger(controller, 2);
    controller.at(1500).move();
    stranger(controller, 0);
    controller.at(2100).tick();
    controller.at(3000).move();
    stranger(controller, 1);
    controller.at(4900).move();
    controller.at(6000).tick();
    expect(controller.states()).toEqual(['j-2 refused', 'j-1 guiding']);
  });

  it.each([0, 4, 10_000])('%i newcomers are nobody who came along', (fresh) => {
    const controller = new Controller();
    controller.move();
    controller.at(100).hear('key-bob');
    controller.expectBob();
    stranger(controller, fresh);
    controller.at(1500).move();
    controller.at(2100).tick();
    expect(controller.states()).toEqual(['j-1 guiding']);
  });

  it('say nothing in a room, or where nobody moves', () => {
    const controller = new Controller();
    stranger(controller, 1);
    controller.move(aurora);
    stranger(controller, 1, aurora);
    controller.at(2100).move(aurora);
    controller.at(3000).tick();
    expect(controller.states()).toEqual([]);
  });
});
