import type { Router } from 'express';
import { ProblemError } from '../http/problem-error.ts';
import type { SignedIn } from '../http/signed-in.ts';
import { figuresOfTalks } from './talk-figures.ts';

const DAY_MS = 86_400_000;
const DAYS = 7;
/** A hundred calls an hour, day and night, for a week would be more: then the newest are counted, and it says so. */
const MOST_TALKS = 10_000;

/**
 * GET /calls/:callId/agent: the talk that the receptionist had with the caller; 404 where there was none, or it was removed.
 * GET /receptionist/figures: of the last seven days, over the calls that the asking person may see.
 */
export function addTalkRoutes(router: Router, signedIn: SignedIn, { now }: { now: () => Date }): void {
  router.get(
    '/calls/:callId/agent',
    signedIn(async ({ store }, req, res) => {
      const talk = await store.agentTalk(String(req.params['callId']));
      if (!talk) throw new ProblemError('not_found');
      res.json(talk);
    }),
  );
  router.get(
    '/receptionist/figures',
    signedIn(async ({ store }, _req, res) => {
      const to = now();
      const from = new Date(to.getTime() - DAYS * DAY_MS).toISOString();
      const talks = await store.agentTalkFigures(from, to.toISOString(), MOST_TALKS);
      res.json({ from, to: to.toISOString(), ...figuresOfTalks(talks), isPart: talks.length === MOST_TALKS });
    }),
  );
}
