import { createInvitation } from '../devices/invitation.ts';
import { id } from '../wire/scalars.ts';
import { person } from '../wire/directory.ts';
import { needed } from './option.ts';
import type { CommandContext, Options } from './run-command.ts';
import { UsageError } from './usage.ts';

export async function invite(context: CommandContext, options: Options): Promise<void> {
  const tenantId = needed(options, 'tenant', id);
  const personId = needed(options, 'person', id);
  if (!(await context.storage.tenants.byId(tenantId))) throw new UsageError(`There is no tenant "${tenantId}".`);
  const store = context.storage.tenant(tenantId);
  if (!(await store.person(personId))) {
    if (options['name'] === undefined) {
      throw new UsageError(`The firm has no person "${personId}" yet. Give --name to make one.`);
    }
    const name = needed<string>(options, 'name');
    const role = options['role'] === undefined ? 'lawyer' : needed(options, 'role', person.shape.role);
    await store.putPerson({
      id: personId,
      name,
      shortName: name,
      email: null,
      role,
      providerUserIds: [],
      lines: [],
      assistsPersonIds: [],
      whereabouts: null,
      updatedAt: context.now().toISOString(),
    });
  } else if (options['name'] !== undefined || options['role'] !== undefined) {
    throw new UsageError(`"${personId}" exists already; leave --name and --role away.`);
  }
  const invitation = await createInvitation(context, { tenantId, personId });
  context.print(`Code: ${invitation.code}   (works once, until ${invitation.expiresAt})`);
  context.print(`Link: ${invitation.link}`);
}
