import { beginDrill } from '../../services/devices/begin-drill.ts';
import { expectDevice } from '../../services/devices/expect.ts';
import { getDevice } from '../../services/devices/get.ts';
import { listDevices } from '../../services/devices/list.ts';
import { readDrill } from '../../services/devices/read-drill.ts';
import { letRejoin } from '../../services/devices/rejoin.ts';
import { revokeDevice } from '../../services/devices/revoke.ts';
import { startOver } from '../../services/devices/start-over.ts';
import { updateDevice } from '../../services/devices/update.ts';
import {
  ApproveScreenInput,
  BeginDrillInput,
  DeviceRef,
  ExpectDeviceInput,
  RevokeScreenInput,
  UpdateDeviceInput,
} from '../../services/devices/schema.ts';
import { approveScreen, listScreens, revokeScreen } from '../../services/devices/screens.ts';
import { SiteInput } from '../../services/site/schema.ts';
import { procedureFor, router } from '../init.ts';

export const devicesRouter = router({
  list: procedureFor('device.read')
    .input(SiteInput)
    .query(({ ctx, input }) => listDevices(ctx.deps, ctx.actor, input)),
  get: procedureFor('device.read')
    .input(DeviceRef)
    .query(({ ctx, input }) => getDevice(ctx.deps, ctx.actor, input)),
  update: procedureFor('device.edit')
    .input(UpdateDeviceInput)
    .mutation(({ ctx, input }) => updateDevice(ctx.deps, ctx.actor, input)),
  drill: procedureFor('movement.read')
    .input(DeviceRef)
    .query(({ ctx, input }) => readDrill(ctx.deps, ctx.actor, input)),
  beginDrill: procedureFor('device.drill')
    .input(BeginDrillInput)
    .mutation(({ ctx, input }) => beginDrill(ctx.deps, ctx.actor, input)),
  screens: procedureFor('device.pairScreen')
    .input(DeviceRef)
    .query(({ ctx, input }) => listScreens(ctx.deps, ctx.actor, input)),
  approveScreen: procedureFor('device.pairScreen')
    .input(ApproveScreenInput)
    .mutation(({ ctx, input }) => approveScreen(ctx.deps, ctx.actor, input)),
  revokeScreen: procedureFor('device.pairScreen')
    .input(RevokeScreenInput)
    .mutation(({ ctx, input }) => revokeScreen(ctx.deps, ctx.actor, input)),
  rejoin: procedureFor('device.add')
    .input(DeviceRef)
    .mutation(({ ctx, input }) => letRejoin(ctx.deps, ctx.actor, input)),
  revoke: procedureFor('device.revoke')
    .input(DeviceRef)
    .mutation(({ ctx, input }) => revokeDevice(ctx.deps, ctx.actor, input)),
  startOver: procedureFor('device.startOver')
    .input(DeviceRef)
    .mutation(({ ctx, input }) => startOver(ctx.deps, ctx.actor, input)),
  expect: procedureFor('device.add')
    .input(ExpectDeviceInput)
    .mutation(({ ctx, input }) => expectDevice(ctx.deps, ctx.actor, input)),
});
