import { id } from '@callbrief/relay/wire/scalars';
import { z } from 'zod';

const text = z.string().trim().min(1).max(500);

export const afterCallSchemas = {
  'after-call:tasks': z.object({ callId: id }),
  'after-call:read': z.object({ text }),
  'after-call:add-task': z.object({ callId: id, text }),
  'after-call:set-task': z.object({ taskId: id, state: z.enum(['open', 'done', 'removed']) }),
};
