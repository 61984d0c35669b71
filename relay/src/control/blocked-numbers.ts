import type { Request } from 'express';
import { z } from 'zod';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import { ProviderError, type ProviderAccount } from '../providers/port.ts';
import type { BlockedNumber, blockedNumberList, blockingResult, unblockingResult } from '../wire/control.ts';
import { phoneNumber, type PhoneNumber } from '../wire/scalars.ts';
import { accountsOfFirm } from './accounts-of-firm.ts';
import { askingPerson } from './asking-person.ts';
import type { ControlDeps } from './control-deps.ts';
import { withinPatience } from './within-patience.ts';

const blockRequest = z.object({ comment: z.string().trim().max(500).default('') });

/** GET /blocked-numbers */
export const listBlockedNumbers: CallerRoute = async ({ store }, _req, res) => {
  res.json({ items: await store.blockedNumbers() } satisfies z.infer<typeof blockedNumberList>);
};

/**
 * PUT /blocked-numbers/:number. Our list first: it holds for every call, whatever a provider says. Then the providers'
 * own lists; one that does not take it is named in `notAtProviders`, and ours stays.
 */
export function createBlockRoute(deps: ControlDeps): CallerRoute {
  return async (caller, req, res) => {
    const number = numberOf(req);
    const { comment } = readBody(req, blockRequest);
    await deps.actionLimit.attempt(caller.device.id);
    const { tenantId, store } = caller;
    const [tenant, person] = await Promise.all([deps.storage.tenants.byId(tenantId), askingPerson(caller)]);
    if (!tenant) throw new ProblemError('not_signed_in');
    if ([...tenant.firm.lines.map((line) => line.number), ...person.lines].includes(number)) {
      throw new ProblemError('malformed', { field: 'number', detail: 'This is a line of the firm.' });
    }
    const at = deps.now().toISOString();
    const wanted: BlockedNumber = { number, comment, byName: person.shortName, at };
    const written = await store.setBlocked(number, wanted, at);
    deps.publish(tenantId, written.events);
    const notAtProviders = await tellProviders(deps, await accountsOfFirm(deps, tenant), (account) =>
      account.block(number, comment),
    );
    res.json({ ...(written.value ?? wanted), notAtProviders } satisfies z.infer<typeof blockingResult>);
  };
}

/** DELETE /blocked-numbers/:number. Providers are asked also when our list had no such number: it may stand in theirs. */
export function createUnblockRoute(deps: ControlDeps): CallerRoute {
  return async ({ tenantId, store, device }, req, res) => {
    const number = numberOf(req);
    await deps.actionLimit.attempt(device.id);
    const tenant = await deps.storage.tenants.byId(tenantId);
    if (!tenant) throw new ProblemError('not_signed_in');
    const written = await store.setBlocked(number, null, deps.now().toISOString());
    deps.publish(tenantId, written.events);
    const notAtProviders = await tellProviders(deps, await accountsOfFirm(deps, tenant), (account) =>
      account.unblock(number),
    );
    res.json({ number, notAtProviders } satisfies z.infer<typeof unblockingResult>);
  };
}

/** @returns what each provider that can block, and did not, gave as its reason */
async function tellProviders(
  deps: ControlDeps,
  accounts: readonly ProviderAccount[],
  tell: (account: ProviderAccount) => Promise<void>,
): Promise<z.infer<typeof blockingResult>['notAtProviders']> {
  const able = accounts.filter((account) => account.capabilities.block);
  const answers = await Promise.all(
    able.map(async (account) => {
      const { provider } = account;
      try {
        await withinPatience(tell(account), deps.patienceMs);
        return null;
      } catch (error) {
        const code = error instanceof ProviderError ? error.code : 'provider_failed';
        deps.log.warn({ provider, code, err: error }, 'provider_list_not_changed');
        return { provider, code, detail: error instanceof ProviderError ? error.detail : null };
      }
    }),
  );
  return answers.filter((answer) => answer !== null);
}

function numberOf(req: Request): PhoneNumber {
  const read = phoneNumber.safeParse(req.params['number']);
  if (read.success) return read.data;
  throw new ProblemError('malformed', { field: 'number', detail: 'a number in the form +32440271836' });
}
