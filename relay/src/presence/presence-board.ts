import type { Logger } from 'pino';
import type { FanOut } from '../events/fan-out.ts';
import { streamOnlyFrame } from '../events/frame.ts';
import type { Hub } from '../events/hub.ts';
import type { ProviderAccount, ProviderAccountsOf } from '../providers/port.ts';
import type { Storage } from '../storage/port.ts';
import type { PresenceList } from '../wire/control.ts';
import type { Person } from '../wire/directory.ts';
import { provider, type Provider } from '../wire/scalars.ts';
import { combinePresence, type ProviderPresence } from './combine-presence.ts';
import { createProviderLine, type ProviderLine } from './provider-line.ts';

/** Several calls that change within this (ms) are one look. */
const GATHER_MS = 100;
/** GET /presence answers by then, with what is known (ms). */
const READ_PATIENCE_MS = 3_000;

/**
 * Who of each firm can be reached, for the desktops whose streams this process holds. Nobody listens: nobody is asked.
 */
export interface PresenceBoard {
  /** As it is now; a provider that was not asked lately is asked first. Rejects with StorageError. */
  read(tenantId: string): Promise<PresenceList>;
  /** A stream has caught up: it is told once, and then whenever something changes. */
  greet(tenantId: string, write: (frame: string) => void): void;
  close(): void;
}

interface Watched {
  lines: Map<Provider, ProviderLine>;
  last: PresenceList | null;
  looking: Promise<PresenceList> | null;
  gathering: NodeJS.Timeout | null;
}

export function createPresenceBoard(deps: {
  storage: Storage;
  accounts: ProviderAccountsOf;
  hub: Pick<Hub, 'toTenant' | 'tenantIds'>;
  fanOut: Pick<FanOut, 'onAnnounced'>;
  now: () => Date;
  log: Logger;
  pollMs: number;
}): PresenceBoard {
  const boards = new Map<string, Watched>();
  let closed = false;

  function boardOf(tenantId: string): Watched {
    let board = boards.get(tenantId);
    if (!board) {
      board = { lines: new Map(), last: null, looking: null, gathering: null };
      boards.set(tenantId, board);
    }
    return board;
  }

  const frameOf = (presence: PresenceList) => streamOnlyFrame({ type: 'presence', presence }, deps.now().toISOString());

  /** Pushes when somebody's state is another than before. Two that look at once share one look. */
  function look(tenantId: string): Promise<PresenceList> {
    const board = boardOf(tenantId);
    board.looking ??= (async () => {
      const store = deps.storage.tenant(tenantId);
      const [people, calls] = await Promise.all([everybody(store), store.openCalls()]);
      const list = { at: deps.now().toISOString(), people: combinePresence(people, calls, heardBy(board)) };
      const isNew = JSON.stringify(list.people) !== JSON.stringify(board.last?.people);
      board.last = list;
      if (isNew && !closed) deps.hub.toTenant(tenantId, frameOf(list));
      return list;
    })().finally(() => {
      board.looking = null;
    });
    return board.looking;
  }

  function lookSoon(tenantId: string): void {
    const board = boardOf(tenantId);
    if (board.gathering || closed) return;
    board.gathering = setTimeout(() => {
      board.gathering = null;
      // A look that began before this change may have missed it.
      void Promise.resolve(board.looking)
        .then(
          () => look(tenantId),
          () => look(tenantId),
        )
        .catch(failed(tenantId));
    }, GATHER_MS);
    board.gathering.unref();
  }

  async function askProviders(tenantId: string): Promise<void> {
    const board = boardOf(tenantId);
    await Promise.all(
      provider.options.map(async (name) => {
        const account = await accountOf(tenantId, name);
        if (!account?.capabilities.presence) {
          board.lines.delete(name);
          return;
        }
        let line = board.lines.get(name);
        if (!line) {
          line = createProviderLine({ ...deps, tenantId, everyMs: deps.pollMs });
          board.lines.set(name, line);
        }
        await line.ask(account);
      }),
    );
  }

  async function accountOf(tenantId: string, name: Provider): Promise<ProviderAccount | null> {
    try {
      return await deps.accounts.of(tenantId, name);
    } catch (error) {
      deps.log.warn({ tenantId, provider: name, err: error }, 'account_unreadable');
      return null;
    }
  }

  const failed = (tenantId: string) => (error: unknown) => {
    // The next change or turn looks again.
    deps.log.warn({ tenantId, err: error }, 'presence_unreadable');
  };

  function turn(): void {
    const listened = new Set(deps.hub.tenantIds());
    for (const [tenantId, board] of boards) {
      if (listened.has(tenantId)) continue;
      if (board.gathering) clearTimeout(board.gathering);
      boards.delete(tenantId);
    }
    for (const tenantId of listened) {
      // Not only when a provider has answered: what it said before gets too old while it hangs.
      lookSoon(tenantId);
      void askProviders(tenantId).then(() => lookSoon(tenantId));
    }
  }

  const timer = setInterval(turn, deps.pollMs);
  timer.unref();
  const undo = deps.fanOut.onAnnounced((tenantId) => {
    if (boards.has(tenantId)) lookSoon(tenantId);
  });

  return {
    async read(tenantId) {
      await Promise.race([askProviders(tenantId), pause(READ_PATIENCE_MS)]);
      return look(tenantId);
    },
    greet(tenantId, write) {
      const { last } = boardOf(tenantId);
      if (last) {
        write(frameOf(last));
        return;
      }
      // The first look is news to every live stream, and this is one.
      look(tenantId).catch(failed(tenantId));
      void askProviders(tenantId).then(() => lookSoon(tenantId));
    },
    close() {
      closed = true;
      clearInterval(timer);
      undo();
      for (const { gathering } of boards.values()) if (gathering) clearTimeout(gathering);
      boards.clear();
    },
  };
}

function heardBy({ lines }: Watched): Map<string, ProviderPresence[]> {
  const heard = new Map<string, ProviderPresence[]>();
  for (const line of lines.values()) {
    for (const [userId, told] of line.heard()) heard.set(userId, [...(heard.get(userId) ?? []), told]);
  }
  return heard;
}

async function everybody(store: ReturnType<Storage['tenant']>): Promise<Person[]> {
  const people: Person[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.personPage>> = await store.personPage(cursor, 500);
    people.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return people;
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
