import type { IncomingHttpHeaders } from 'node:http';

/** One delivery as it travelled. Nothing of the body is parsed before its signature holds. */
export interface WebhookRequest {
  method: string;
  headers: IncomingHttpHeaders;
  /** Of the addresses `/hooks/<provider>/<hookToken>`; empty where the path names no firm. */
  hookToken: string;
  /** What we put behind an address that we told a provider. Not signed. */
  query: URLSearchParams;
  rawBody: Buffer;
}

/** What the provider is told; a refusal is thrown as a ProblemError. */
export interface WebhookAnswer {
  /** 200 unless said otherwise. */
  status?: 204 | 404;
  contentType: string;
  body: string;
}

export type Receive = (request: WebhookRequest) => Promise<WebhookAnswer>;

export function jsonAnswer(value: unknown): WebhookAnswer {
  return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

/** Nothing to say: the provider goes on as without us. */
export const noContent: WebhookAnswer = { status: 204, contentType: '', body: '' };

/** @param name in small letters */
export function headerOf({ headers }: Pick<WebhookRequest, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** As the sender says it, for whoever reads the delivery later. */
export function contentTypeOf(request: Pick<WebhookRequest, 'headers'>): string {
  return (request.headers['content-type'] ?? '').slice(0, 200);
}
