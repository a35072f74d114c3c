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
import { procedureFor, router } from '../init.ts';

export const peopleRouter = router({
  list: procedureFor('person.read')
    .input(ListPeopleInput)
    .query(({ ctx, input }) => listPeople(ctx.deps, ctx.actor, input)),
  create: procedureFor('person.edit')
    .input(CreatePersonInput)
    .mutation(({ ctx, input }) => createPerson(ctx.deps, ctx.actor, input)),
  update: procedureFor('person.edit')
    .input(UpdatePersonInput)
    .mutation(({ ctx, input }) => updatePerson(ctx.deps, ctx.actor, input)),
  removed: procedureFor('person.edit')
    .input(SiteInput)
    .query(({ ctx, input }) => listRemovedPeople(ctx.deps, ctx.actor, input)),
  remove: procedureFor('person.edit')
    .input(PersonRef)
    .mutation(({ ctx, input }) => removePerson(ctx.deps, ctx.actor, input)),
  restore: procedureFor('person.edit')
    .input(PersonRef)
    .mutation(({ ctx, input }) => restorePerson(ctx.deps, ctx.actor, input)),
  addKey: procedureFor('person.edit')
    .input(AddKeyInput)
    .mutation(({ ctx, input }) => addKey(ctx.deps, ctx.actor, input)),
  removeKey: procedureFor('person.edit')
    .input(RemoveKeyInput)
    .mutation(({ ctx, input }) => removeKey(ctx.deps, ctx.actor, input)),
});
