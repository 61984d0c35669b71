import { contactEdit, matterEdit } from '@callbrief/relay/wire/directory';
import { id } from '@callbrief/relay/wire/scalars';
import { z } from 'zod';

const query = z.string().max(200);
const offset = z.number().int().nonnegative();
const limit = z.number().int().min(1).max(500);
const text = z.string().trim().min(1).max(20_000);
const set = matterEdit.shape.set.transform(withoutUnset);
const contactSet = contactEdit.shape.set.transform(withoutUnset);

export const matterSchemas = {
  'matters:list': z.object({ filter: z.enum(['open', 'closed', 'mine']), search: query, offset, limit }),
  'matters:get': z.object({ matterId: id }),
  'matters:timeline': z.object({
    matterId: id,
    filter: z.enum(['all', 'calls', 'sms', 'fax', 'voicemail', 'tasks']),
    find: query,
    offset,
    limit,
  }),
  'matters:form': z.object({ matterId: id.nullable() }),
  'matters:save': z.object({ matterId: id, isNew: z.boolean(), set }),
  'matters:remove': z.object({ matterId: id }),
  'matters:add-task': z.object({ matterId: id, text: z.string().trim().min(1).max(500) }),
  'matters:add-note': z.object({ callId: id, text }),
};

export const contactSchemas = {
  'contacts:list': z.object({ search: query, offset, limit }),
  'contacts:get': z.object({ contactId: id }),
  'contacts:form': z.object({ contactId: id }),
  'contacts:find': z.object({ query }),
  'contacts:read-number': z.object({ text: query }),
  'contacts:save': z.object({ contactId: id, isNew: z.boolean(), set: contactSet }),
  'contacts:remove': z.object({ contactId: id }),
  'contacts:duplicates': z.undefined(),
  'contacts:merge': z.object({ from: id, into: id }),
};

function withoutUnset<T extends object>(fields: T): { [F in keyof T]?: Exclude<T[F], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
