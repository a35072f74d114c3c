import { addKey } from '../../services/people/add-key.ts';
import { createPerson } from '../../services/people/create.ts';
import { listRemovedPeople } from '../../services/people/list-removed.ts';
import { listPeople } from '../../services/people/list.ts';
import { removeKey } from '../../services/people/remove-key.ts';
import { removePerson } from '../../services/people/remove.ts';
import { restorePerson } from '../../services/people/restore.ts';
import {
  AddKeyInput,
  CreatePersonInput,
  ListPeopleInput,
  PersonRef,
  RemoveKeyInput,
  UpdatePersonInput,
} from '../../services/people/schema.ts';
import { SiteInput } from '../../services/site/schema.ts';
import { updatePerson } from '../../services/people/update.ts';
import { admin, router, viewer } from '../init.ts';

export const peopleRouter = router({
  list: viewer
    .input(ListPeopleInput)
    .query(({ ctx, input }) => listPeople(ctx.deps, ctx.actor, input)),
  create: admin
    .input(CreatePersonInput)
    .mutation(({ ctx, input }) => createPerson(ctx.deps, ctx.actor, input)),
  update: admin
    .input(UpdatePersonInput)
    .mutation(({ ctx, input }) => updatePerson(ctx.deps, ctx.actor, input)),
  removed: admin
    .input(SiteInput)
    .query(({ ctx, input }) => listRemovedPeople(ctx.deps, ctx.actor, input)),
  remove: admin
    .input(PersonRef)
    .mutation(({ ctx, input }) => removePerson(ctx.deps, ctx.actor, input)),
  restore: admin
    .input(PersonRef)
    .mutation(({ ctx, input }) => restorePerson(ctx.deps, ctx.actor, input)),
  addKey: admin.input(AddKeyInput).mutation(({ ctx, input }) => addKey(ctx.deps, ctx.actor, input)),
  removeKey: admin
    .input(RemoveKeyInput)
    .mutation(({ ctx, input }) => removeKey(ctx.deps, ctx.actor, input)),
});
