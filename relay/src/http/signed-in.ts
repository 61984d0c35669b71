import type { Request, RequestHandler, Response } from 'express';
import type { Authenticate, Caller } from '../devices/authenticate.ts';

/** What a route of the app's API is: it cannot be written without a caller. */
export type CallerRoute = (caller: Caller, req: Request, res: Response) => Promise<void>;
export type SignedIn = (route: CallerRoute) => RequestHandler;

export function createSignedIn(authenticate: Authenticate): SignedIn {
  return (route) => async (req, res) => {
    await route(await authenticate(req.headers.authorization), req, res);
  };
}
