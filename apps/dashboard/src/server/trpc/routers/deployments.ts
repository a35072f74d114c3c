import { LogRequest } from '@nanoedge/protocol';
import { addDeployment } from '../../services/deployments/add.ts';
import { deploymentAround } from '../../services/deployments/around.ts';
import { changeDeployment } from '../../services/deployments/change.ts';
import { countDeployments } from '../../services/deployments/count.ts';
import { getDeployment } from '../../services/deployments/get.ts';
import { readDeploymentLog } from '../../services/deployments/log.ts';
import { listPlaces } from '../../services/deployments/places.ts';
import { preflight } from '../../services/deployments/preflight.ts';
import { removeDeployment } from '../../services/deployments/remove.ts';
import { restartDeployment } from '../../services/deployments/restart.ts';
import {
  AddDeploymentInput,
  ChangeDeploymentInput,
  CountDeploymentsInput,
  DeploymentRef,
  PreflightInput,
  RemoveDeploymentInput,
  RestartInput,
  TerminateAllInput,
} from '../../services/deployments/schema.ts';
import { terminateAll } from '../../services/deployments/terminate-all.ts';
import { undoRemoval } from '../../services/deployments/undo.ts';
import { SiteInput } from '../../services/site/schema.ts';
import { RunRef } from '../../services/runs/schema.ts';
import { procedureFor, router } from '../init.ts';

export const deploymentsRouter = router({
  get: procedureFor('deployment.read')
    .input(DeploymentRef)
    .query(({ ctx, input }) => getDeployment(ctx.deps, ctx.actor, input)),
  log: procedureFor('deployment.readLog')
    .input(LogRequest)
    .query(({ ctx, input }) => readDeploymentLog(ctx.deps, ctx.actor, input)),
  around: procedureFor('deployment.read')
    .input(DeploymentRef)
    .query(({ ctx, input }) => deploymentAround(ctx.deps, ctx.actor, input)),
  places: procedureFor('deployment.read')
    .input(SiteInput)
    .query(({ ctx, input }) => listPlaces(ctx.deps, ctx.actor, input)),
  count: procedureFor('deployment.read')
    .input(CountDeploymentsInput)
    .query(({ ctx, input }) => countDeployments(ctx.deps, ctx.actor, input)),
  preflight: procedureFor('deployment.read')
    .input(PreflightInput)
    .query(({ ctx, input }) => preflight(ctx.deps, ctx.actor, input)),
  add: procedureFor('deployment.change')
    .input(AddDeploymentInput)
    .mutation(({ ctx, input }) => addDeployment(ctx.deps, ctx.actor, input)),
  change: procedureFor('deployment.change')
    .input(ChangeDeploymentInput)
    .mutation(({ ctx, input }) => changeDeployment(ctx.deps, ctx.actor, input)),
  restart: procedureFor('deployment.change')
    .input(RestartInput)
    .mutation(({ ctx, input }) => restartDeployment(ctx.deps, ctx.actor, input)),
  remove: procedureFor('deployment.change')
    .input(RemoveDeploymentInput)
    .mutation(({ ctx, input }) => removeDeployment(ctx.deps, ctx.actor, input)),
  terminateAll: procedureFor('deployment.change')
    .input(TerminateAllInput)
    .mutation(({ ctx, input }) => terminateAll(ctx.deps, ctx.actor, input)),
  undo: procedureFor('deployment.change')
    .input(RunRef)
    .mutation(({ ctx, input }) => undoRemoval(ctx.deps, ctx.actor, input)),
});
