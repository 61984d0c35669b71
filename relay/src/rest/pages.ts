import { z } from 'zod';
import { readQuery } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import type { TenantStore } from '../storage/port.ts';
import type { Page } from '../wire/rest.ts';

const pageQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,4}$/, 'a whole number')
    .transform(Number)
    .pipe(z.number().min(1).max(500))
    .default(100),
  cursor: z.string().min(1).max(300).optional(),
});

/** GET of a list: `?limit=` 1 to 500, `?cursor=` from the last answer's `next`. */
export function pageRoute<T>(
  page: (store: TenantStore, cursor: string | null, limit: number) => Promise<Page<T>>,
): CallerRoute {
  return async ({ store }, req, res) => {
    const { limit, cursor } = readQuery(req, pageQuery);
    res.json(await page(store, cursor ?? null, limit));
  };
}
