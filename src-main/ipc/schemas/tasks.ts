import { id } from '@callbrief/relay/wire/scalars';
import { task } from '@callbrief/relay/wire/task';
import { z } from 'zod';

const nothing = z.undefined();
const fields = task.shape;
const title = z.string().trim().min(1).max(500);

export const taskSchemas = {
  'tasks:list': nothing,
  'tasks:edit': z.object({
    taskId: id,
    set: z
      .object({
        title: title.exactOptional(),
        due: fields.due.exactOptional(),
        remindAt: fields.remindAt.exactOptional(),
        assigneePersonId: fields.assigneePersonId.exactOptional(),
        state: fields.state.exactOptional(),
      })
      .strict(),
  }),
  'tasks:add': z.object({
    taskId: id,
    set: task
      .pick({ kind: true, due: true, remindAt: true, assigneePersonId: true, matterId: true })
      .extend({ title })
      .strict(),
  }),
  'tasks:undo': nothing,
};
