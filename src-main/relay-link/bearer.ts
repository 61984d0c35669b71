import type { Tokens } from '@callbrief/relay/wire/rest';
import { endsTheEnrolment, RelayProblem } from './relay-problem.ts';

/** Where the tokens live; src-main/enrolment/token-keeper.ts. */
export interface TokenStore {
  /** Null when this computer is not enrolled. */
  current(): { accessToken: string; refreshToken: string } | null;
  /**
   * Must be on disk when it returns: the relay takes the previous refresh token again only while nothing of the new
   * pair was ever presented. Throws when it cannot be kept; the new tokens are then dropped unused.
   */
  rotate(tokens: Tokens): void;
}

export interface Bearer {
  /** Runs the request with the access token; refreshes once and runs it again when the relay says the token is stale. */
  use<T>(request: (accessToken: string) => Promise<T>): Promise<T>;
  /** Called once, when the relay says that this device is no longer its own. @returns its own undo. */
  onRemoved(listener: () => void): () => void;
}

export function createBearer(store: TokenStore, refresh: (refreshToken: string) => Promise<Tokens>): Bearer {
  const listeners = new Set<() => void>();
  let removed: RelayProblem | null = null;
  let refreshing: Promise<void> | null = null;

  const accessToken = () => {
    if (removed) throw removed;
    const current = store.current();
    if (!current) throw new RelayProblem('refresh_refused', 'This computer is not enrolled.');
    return current.accessToken;
  };

  const refreshOnce = async () => {
    const refreshToken = store.current()?.refreshToken;
    if (refreshToken === undefined) throw new RelayProblem('refresh_refused', 'This computer is not enrolled.');
    const tokens = await refresh(refreshToken);
    try {
      store.rotate(tokens);
    } catch (error) {
      throw new RelayProblem('tokens_not_stored', 'The new tokens could not be written.', { cause: error });
    }
  };

  /** Whoever comes while a refresh is under way waits for it: two refreshes would look like a stolen token. */
  const refreshFor = async (refused: string) => {
    if (accessToken() !== refused) return;
    refreshing ??= refreshOnce().finally(() => {
      refreshing = null;
    });
    await refreshing;
  };

  const noticeRemoval = (problem: unknown) => {
    if (removed || !endsTheEnrolment(problem) || !(problem instanceof RelayProblem)) return;
    // No status: it was never asked, because there are no tokens here (yet).
    if (problem.status === null) return;
    removed = problem;
    for (const listener of listeners) listener();
  };

  return {
    async use(request) {
      try {
        const token = accessToken();
        try {
          return await request(token);
        } catch (problem) {
          if (!isStale(problem)) throw problem;
          await refreshFor(token);
          return await request(accessToken());
        }
      } catch (problem) {
        noticeRemoval(problem);
        throw problem;
      }
    },
    onRemoved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** `not_signed_in` as well: after a restart between two rotations the access token on disk may be one too old. */
function isStale(problem: unknown): boolean {
  return problem instanceof RelayProblem && (problem.code === 'token_expired' || problem.code === 'not_signed_in');
}
