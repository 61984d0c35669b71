import { z } from 'zod';
import { askingPerson } from '../control/asking-person.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readQuery } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import { id } from '../wire/scalars.ts';

const query = z.object({
  callId: id.optional(),
  cursor: z.string().min(1).max(300).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'a whole number')
    .transform(Number)
    .pipe(z.number().min(1).max(500))
    .default(100),
});

/** GET /audit (admin): who heard, exported, removed or held what; newest first, of one call with `?callId=`. */
export const auditRoute: CallerRoute = async (caller, req, res) => {
  const person = await askingPerson(caller);
  if (person.role !== 'admin') throw new ProblemError('not_allowed');
  const { callId = null, cursor = null, limit } = readQuery(req, query);
  res.json(await caller.store.auditPage({ callId }, cursor, limit));
};
