import {
  clioConnecting,
  clioExportResult,
  clioState,
  timeExportPreview,
  type ClioConnect,
  type ClioExportResult,
  type ClioState,
  type TimeExportPreview,
  type TimeExportRequest,
} from '@callbrief/relay/wire/time-export';
import type { RawAsking } from './recording-requests.ts';
import { RelayProblem } from './relay-problem.ts';
import { openRelay, readBytes } from './relay-request.ts';
import type { Asking } from './telephony-requests.ts';

/** Time to charge as it leaves the firm, and the connection to Clio. Every method throws a RelayProblem. */
export interface TimeRequests {
  previewTimeExport(ask: TimeExportRequest): Promise<TimeExportPreview>;
  /** A table or an invoice file. The office marks its entries, and writes into its audit log that it was made. */
  timeFile(ask: TimeExportRequest): Promise<Buffer>;
  /** Each entry goes to Clio once, however often this is asked. */
  sendTime(ask: TimeExportRequest): Promise<ClioExportResult>;
  clioState(): Promise<ClioState>;
  /** @returns the page at Clio to open in a browser */
  connectClio(ask: ClioConnect): Promise<string>;
  disconnectClio(): Promise<void>;
}

/** The office sends for 20 s and says then what is left; its last question to Clio may take 10 more. */
const SEND_TIMEOUT_MS = 60_000;
/** Ten thousand entries with long texts. */
const MOST_FILE_BYTES = 50_000_000;

export function createTimeRequests(
  { ask, tell }: Asking,
  { wire, bearer, api }: Omit<RawAsking, 'kept'>,
): TimeRequests {
  const exports = '/time-entries/exports';
  const clio = '/practice-systems/clio';
  return {
    previewTimeExport: (body) => ask(`${exports}/preview`, timeExportPreview, { method: 'POST', body }),
    async timeFile(body) {
      const answer = await bearer.use((accessToken) =>
        openRelay(
          wire,
          { url: `${api}${exports}`, accessToken, method: 'POST', body, headers: { Accept: '*/*' } },
          [200],
        ),
      );
      // A page of something in between is no table.
      if (answer.headers.get('content-type')?.startsWith('text/html') === true) {
        throw new RelayProblem('not_understood', 'An export of another kind.', { status: answer.status });
      }
      return readBytes(answer, MOST_FILE_BYTES);
    },
    sendTime: (body) => ask(exports, clioExportResult, { method: 'POST', body, timeoutMs: SEND_TIMEOUT_MS }),
    clioState: () => ask(clio, clioState),
    connectClio: async (body) => (await ask(clio, clioConnecting, { method: 'POST', body })).authorizeUrl,
    disconnectClio: () => tell(clio, { method: 'DELETE' }),
  };
}
